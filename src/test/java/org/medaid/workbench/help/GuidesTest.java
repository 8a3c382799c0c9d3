package org.medaid.workbench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.medaid.security.Groups;
import org.medaid.workbench.help.Guide.Picture;
import org.medaid.workbench.help.Guide.Step;

class GuidesTest {

    private static final Path PICTURES = Path.of("src/main/resources/static/help");
    private static final int MOST_BYTES = 3_000_000;
    private static final String ARTICLE =
            "(抚政办发〔2014〕67号|连政办发〔2017〕22号|江人社发〔2018〕567号|济医保发〔2020〕28号|鲁医保发〔2020〕79号|鹤府〔2020〕19号)"
                    + " [一二三四五六七八九十]+(\\([一二三四五六七八九十]+\\)\\d*)?";

    private final Guides guides = new Guides();

    @Test
    void every_group_of_people_has_a_guide_and_machines_have_none() {
        assertThat(guides.all().stream().flatMap(guide -> guide.groups().stream()))
                .containsExactlyInAnyOrderElementsOf(Groups.all().keySet().stream()
                        .filter(group -> !Groups.MACHINES.contains(group))
                        .toList());
    }

    @Test
    void who_has_not_signed_in_has_exactly_the_guide_for_everybody() {
        assertThat(guides.all()).filteredOn(guide -> guide.groups().isEmpty()).singleElement().satisfies(guide -> {
            assertThat(guide.isPublic()).isTrue();
            assertThat(pictures(guide)).isNotEmpty().allMatch(picture -> picture.file().startsWith(Guide.PUBLIC));
            assertThat(guide.steps()).flatExtracting(Step::deadlines).isEmpty();
        });
        assertThat(guides.all()).filteredOn(guide -> !guide.groups().isEmpty()).noneMatch(Guide::isPublic);
    }

    @Test
    void a_guide_is_short_says_what_each_step_rests_on_and_cites_as_the_forms_do() {
        assertThat(guides.all()).allSatisfy(guide -> {
            assertThat(guide.steps()).as(guide.name()).hasSizeBetween(5, 9);
            assertThat(guide.about()).isNotBlank();
            assertThat(guide.steps()).allSatisfy(step -> {
                assertThat(step.heading()).isNotBlank().hasSizeLessThanOrEqualTo(24);
                assertThat(step.text()).isNotBlank().doesNotContain("TODO");
                assertThat(step.basis()).allMatch(article -> article.matches(ARTICLE), guide.name());
            });
            assertThat(guide.steps())
                    .as("%s names an article or a deadline", guide.name())
                    .anyMatch(step -> !step.basis().isEmpty() || !step.deadlines().isEmpty());
        });
    }

    @Test
    void every_picture_of_a_guide_exists_is_described_and_is_the_same_wherever_it_stands() {
        assertThat(guides.all()).allSatisfy(guide -> assertThat(pictures(guide)).as(guide.name()).isNotEmpty());
        assertThat(guides.all().stream().flatMap(GuidesTest::pictures)).allSatisfy(picture -> {
            assertThat(PICTURES.resolve(picture.file())).isRegularFile();
            assertThat(picture.alt()).hasSizeBetween(8, 80);
        });
        assertThat(guides.all().stream().flatMap(GuidesTest::pictures).collect(Collectors.groupingBy(
                        Picture::file, Collectors.mapping(Function.identity(), Collectors.toSet()))))
                .allSatisfy((file, pictures) -> assertThat(pictures).as(file).hasSize(1));
    }

    @Test
    void every_mark_in_a_picture_is_explained() {
        assertThat(guides.all().stream().flatMap(guide -> guide.steps().stream())).allSatisfy(step -> {
            for (String mark : "①②③④".split("")) {
                if (step.text().contains(mark)) {
                    assertThat(step.picture()).as(step.heading()).isPresent();
                    assertThat(step.picture().orElseThrow().alt()).as(step.heading()).contains(mark);
                }
            }
        });
    }

    @Test
    void no_picture_lies_about_unused_and_all_together_stay_small() throws IOException {
        Set<String> named = guides.all().stream()
                .flatMap(GuidesTest::pictures)
                .map(Picture::file)
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(PICTURES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
        long bytes = 0;
        for (String file : named) {
            bytes += Files.size(PICTURES.resolve(file));
        }
        assertThat(bytes).isLessThan(MOST_BYTES);
    }

    private static Stream<Picture> pictures(Guide guide) {
        return guide.steps().stream().map(Step::picture).flatMap(Optional::stream);
    }
}
