import { locales } from '/assets/web-apps-language.js';

export default {
  app: { vendor: '医疗救助业务系统', name: '首页' },
  locales,
  // It speaks of the engine's maker.
  disableWelcomeMessage: true,
  // Named from the application's folder: /assets/back-to-sign-in.js
  customScripts: ['../../../assets/back-to-sign-in', '../../../assets/web-apps'],

  links: [
    { label: '业务总览', href: '/office', description: '供负责人和审计人员查看全县业务、资金和统计报表；卫生健康部门查看医院考核情况' },
    { label: '业务列表', href: '/claims', description: '本机构的费用救助业务和计算单' },
    { label: '应救未救核查', href: '/unassisted', description: '经办机构和乡镇（街道）核查医保已结算而未得到救助的人员' },
    { label: '转诊备案', href: '/referrals', description: '医院和经办机构查看转诊申请、撤回和撤销备案' },
    { label: '资金账', href: '/ledger', description: '供负责人、财政部门、审计和政策管理人员查看，结账、到账和对账' },
    { label: '参数与规则', href: '/settings', description: '供政策管理人员录入和审批，负责人和审计人员查看' }
  ]
};
