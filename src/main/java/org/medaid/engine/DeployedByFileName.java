package org.medaid.engine;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/**
 * Stores processes, rules and forms under their bare file names wherever they are read from.
 *
 * <p>The engine names what it finds in a folder by its absolute path and what it finds in a jar by its file name. A form key
 * such as {@code embedded:deployment:enter-bill.html} would then open a form in the packaged application only, and the
 * same files would count as changed whenever the application moved.
 */
@Component
class DeployedByFileName extends AbstractProcessEnginePlugin {

    /** After every other plug-in has said what is deployed. */
    @Override
    public void postInit(ProcessEngineConfigurationImpl configuration) {
        if (configuration instanceof SpringProcessEngineConfiguration spring) {
            spring.setDeploymentResources(Arrays.stream(spring.getDeploymentResources())
                    .map(Named::new)
                    .toArray(Resource[]::new));
        }
    }

    /** Without a file to take a path from, the engine asks for the name. */
    private static final class Named extends AbstractResource {

        private final Resource resource;

        Named(Resource resource) {
            this.resource = resource;
        }

        @Override
        public File getFile() throws IOException {
            throw new FileNotFoundException(getDescription());
        }

        @Override
        public String getFilename() {
            return resource.getFilename();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return resource.getInputStream();
        }

        @Override
        public String getDescription() {
            return resource.getDescription();
        }
    }
}
