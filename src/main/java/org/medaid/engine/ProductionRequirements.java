package org.medaid.engine;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;

/**
 * Refuses to start in production while something is missing that only the office can give, and says what.
 *
 * <p>Before any bean is made, so that all that is missing is named at once and nothing has been touched.
 */
class ProductionRequirements implements EnvironmentPostProcessor, Ordered {

    static final String PROFILE = "production";
    private static final String URL = "MEDAID_DATABASE_URL";
    private static final List<String> REQUIRED = List.of(URL, "MEDAID_DATABASE_USER", "MEDAID_DATABASE_PASSWORD");
    private static final String POSTGRESQL = "jdbc:postgresql:";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of(PROFILE))) {
            return;
        }
        String missing = REQUIRED.stream()
                .filter(name -> environment.getProperty(name, "").isBlank())
                .collect(Collectors.joining("、"));
        if (!missing.isEmpty()) {
            throw new StartRefused(
                    "正式运行(production)缺少环境变量:" + missing + "。",
                    "请设置这些环境变量后重新启动,例如 " + URL + "=jdbc:postgresql://数据库主机:5432/medaid。");
        }
        if (!environment.getProperty(URL, "").startsWith(POSTGRESQL)) {
            throw new StartRefused(
                    "环境变量 " + URL + " 不是 PostgreSQL 地址。", "请使用以 " + POSTGRESQL + " 开头的地址。");
        }
        Stream.of("medaid.demonstration", "medaid.embedded-database.enabled")
                .filter(name -> environment.getProperty(name, Boolean.class, false))
                .findFirst()
                .ifPresent(name -> {
                    throw new StartRefused(
                            "正式运行(production)不能启用演示功能:" + name + "=true。", "请去掉该设置后重新启动。");
                });
    }

    /** After the configuration files have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
