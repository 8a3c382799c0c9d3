import { locales } from '/assets/web-apps-language.js';

export default {
  app: { vendor: '医疗救助业务系统', name: '运行监控' },
  locales,
  // It speaks of the engine's maker.
  disableWelcomeMessage: true,
  // Named from the application's folder: /assets/back-to-sign-in.js
  customScripts: ['../../../assets/back-to-sign-in', '../../../assets/web-apps', '../../../assets/office-cockpit']
};
