import { locales } from '/assets/web-apps-language.js';

export default {
  app: { vendor: '医疗救助业务系统', name: '待办' },
  locales,
  // It speaks of the engine's maker.
  disableWelcomeMessage: true,
  // Named from the application's folder: /assets/back-to-sign-in.js
  customScripts: ['../../../assets/back-to-sign-in', '../../../assets/web-apps', '../../../assets/tasklist'],

  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: '领取当前任务' },
    focusFilter: { key: 'ctrl+shift+f', description: '转到第一个筛选条件' },
    focusList: { key: 'ctrl+alt+l', description: '转到任务列表' },
    focusForm: { key: 'ctrl+alt+f', description: '转到表单' },
    startProcess: { key: 'ctrl+alt+p', description: '新建业务' }
  }
};
