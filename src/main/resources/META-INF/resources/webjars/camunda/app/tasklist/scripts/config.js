export default {
  // Named from the application's folder: /assets/back-to-sign-in.js
  customScripts: ['../../../assets/back-to-sign-in'],

  shortcuts: {
    claimTask: { key: 'ctrl+alt+c', description: '领取当前任务' },
    focusFilter: { key: 'ctrl+shift+f', description: '转到第一个筛选条件' },
    focusList: { key: 'ctrl+alt+l', description: '转到任务列表' },
    focusForm: { key: 'ctrl+alt+f', description: '转到表单' },
    startProcess: { key: 'ctrl+alt+p', description: '新建业务' }
  }
};
