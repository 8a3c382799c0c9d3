package org.medaid.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class BundleTimerTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withBean(NoticeBundle.class, () -> mock(NoticeBundle.class))
            .withUserConfiguration(BundleTimer.class);

    @Test
    void the_timer_runs_only_where_a_folder_is_named() {
        application.run(started -> assertThat(started).doesNotHaveBean(BundleTimer.class));
        application
                .withPropertyValues("medaid.notice.bundle-folder=")
                .run(started -> assertThat(started).doesNotHaveBean(BundleTimer.class));
        application
                .withPropertyValues("medaid.notice.bundle-folder=target/bundles")
                .run(started -> assertThat(started).hasSingleBean(BundleTimer.class));
    }
}
