// What the web applications offer no setting for: their banner and their maker's name go, and what is written in English
// inside their templates and libraries is said in Chinese. Runs before the application starts.
import { chinese, choose, language } from './web-apps-language.js';

const APPS = { tasklist: '待办', cockpit: '运行监控', admin: '用户与权限', welcome: '首页' };

const PERMISSIONS = {
  ALL: '全部', NONE: '无', ACCESS: '访问', READ: '查看', UPDATE: '修改', CREATE: '新建', DELETE: '删除', SET: '设置',
  SUSPEND: '暂停', CREATE_INSTANCE: '新建实例', READ_INSTANCE: '查看实例', UPDATE_INSTANCE: '修改实例',
  SUSPEND_INSTANCE: '暂停实例', DELETE_INSTANCE: '删除实例', MIGRATE_INSTANCE: '迁移实例', RETRY_JOB: '重试作业',
  READ_TASK: '查看任务', UPDATE_TASK: '修改任务', TASK_ASSIGN: '指定办理人', TASK_WORK: '办理任务',
  READ_VARIABLE: '查看变量', UPDATE_VARIABLE: '修改变量', READ_TASK_VARIABLE: '查看任务变量',
  UPDATE_TASK_VARIABLE: '修改任务变量', READ_INSTANCE_VARIABLE: '查看实例变量', UPDATE_INSTANCE_VARIABLE: '修改实例变量',
  READ_HISTORY: '查看历史', UPDATE_HISTORY: '修改历史', DELETE_HISTORY: '删除历史', READ_HISTORY_VARIABLE: '查看历史变量',
  CREATE_BATCH_MIGRATE_PROCESS_INSTANCES: '批量迁移流程实例', CREATE_BATCH_MODIFY_PROCESS_INSTANCES: '批量修改流程实例',
  CREATE_BATCH_RESTART_PROCESS_INSTANCES: '批量重启流程实例',
  CREATE_BATCH_DELETE_RUNNING_PROCESS_INSTANCES: '批量删除运行中的流程实例',
  CREATE_BATCH_DELETE_FINISHED_PROCESS_INSTANCES: '批量删除已结束的流程实例',
  CREATE_BATCH_DELETE_DECISION_INSTANCES: '批量删除决策实例', CREATE_BATCH_SET_JOB_RETRIES: '批量设置作业重试次数',
  CREATE_BATCH_SET_REMOVAL_TIME: '批量设置清除时间',
  CREATE_BATCH_SET_EXTERNAL_TASK_RETRIES: '批量设置外部任务重试次数',
  CREATE_BATCH_UPDATE_PROCESS_INSTANCES_SUSPEND: '批量暂停流程实例', CREATE_BATCH_SET_VARIABLES: '批量设置变量'
};

const RESOURCES = {
  APPLICATION: '应用', USER: '用户', GROUP: '用户组', GROUPMEMBERSHIP: '用户组成员', AUTHORIZATION: '授权', FILTER: '筛选',
  PROCESSDEFINITION: '流程定义', PROCESSINSTANCE: '流程实例', TASK: '任务', DEPLOYMENT: '部署',
  DECISIONDEFINITION: '决策定义', DECISIONREQUIREMENTSDEFINITION: '决策需求定义', TENANT: '机构',
  TENANTMEMBERSHIP: '机构成员', BATCH: '批处理', REPORT: '报表', DASHBOARD: '仪表盘', OPERATIONLOGCATEGORY: '操作日志',
  OPTIMIZE: '流程分析', HISTORICTASK: '历史任务', HISTORICPROCESSINSTANCE: '历史流程实例', SYSTEM: '系统',
  // Kinds of user groups.
  WORKFLOW: '业务'
};

// What the applications translate without having a text for it: they show the key, which is English.
const EXPRESSION = '也可以使用表达式，例如 ';
const LIST = '多个值用逗号隔开，例如 keyC, keyA, keyB';
const DAY = '例如 ${ now() }、${ dateTime() } 或 ${ dateTime().plusWeeks(2) }';
const WITHOUT_TEXT = {
  ERROR: '错误', SUCCESS: '成功', NOTIFICATIONS_STATUS_FAILED: '失败',
  CAM_WIDGET_INLINE_FIELD_CRIT_VALUE: '条件的值', CAM_WIDGET_INLINE_FIELD_CRIT_VALUE_BTN_CHANGE: '修改',
  CAM_WIDGET_INLINE_FIELD_CRIT_VALUE_BTN_CLOSE: '关闭', CAM_WIDGET_INLINE_FIELD_CRIT_VALUE_CHANGE: '修改条件的值：',
  CAM_WIDGET_VARIABLES_TABLE_VALID: '有效',
  // The criteria of a filter of tasks.
  'Process Instance': '流程实例', 'Process definition': '流程定义', 'Case Instance': '案例实例', 'Case definition': '案例定义',
  Other: '其他', 'User / Group': '用户或用户组', Task: '任务', Dates: '日期',
  ID: '编号', 'Business Key': '业务编号', 'Business Key Like': '业务编号包含', Key: '标识', 'Key In': '标识属于',
  Name: '名称', 'Name Like': '名称包含', Active: '未暂停', 'Activity Instance ID In': '节点实例编号属于',
  'Execution ID': '执行编号', Assignee: '办理人', 'Assignee in': '办理人属于', 'Assignee Like': '办理人包含', Owner: '责任人',
  'Candidate Group': '候选用户组', 'Candidate Groups': '候选用户组属于', 'Candidate User': '候选用户',
  'Involved User': '参与用户', Assigned: '已有办理人', Unassigned: '没有办理人', 'Delegation State': '委托状态',
  'Definition Key': '任务定义标识', 'Definition Key In': '任务定义标识属于', 'Definition Key Like': '任务定义标识包含',
  Description: '说明', 'Description Like': '说明包含', Priority: '优先级', 'Priority Max': '优先级不高于',
  'Priority Min': '优先级不低于', 'Tenant ID In': '机构编号属于', 'Without Tenant ID': '没有机构编号',
  'Without Due Date': '没有到期时间', 'Created Before': '创建时间早于', 'Created After': '创建时间晚于',
  'Due Before': '到期时间早于', 'Due After': '到期时间晚于', 'Follow Up After': '跟进时间晚于',
  'Follow Up Before': '跟进时间早于', 'Follow Up Before or Not Existent': '跟进时间早于，或没有跟进时间',
  'E.g.: `${ now() }`, `${ dateTime() }` or `${ dateTime().plusWeeks(2) }`': DAY,
  'E.g.: `${ currentUser() }`': EXPRESSION + '${ currentUser() }',
  'List of values seperated by comma. E.g.: `keyC, keyA, keyB`': LIST,
  'List of values separated by comma or an expression which evaluates to a list. E.g.: `camunda-admin, accounting` or `${ currentUserGroups() }`':
    '多个值用逗号隔开。' + EXPRESSION + '${ currentUserGroups() }'
};

/** Each word that names a permission or a kind of resource or group, in Chinese; the rest as it is. */
const inChinese = (text) => String(text ?? '').replace(/[A-Za-z_]+/g, (word) => {
  const name = word.toUpperCase();
  return PERMISSIONS[name] ?? RESOURCES[name] ?? RESOURCES[name.replace(/S$/, '')] ?? word;
}).replace(/, ?/g, '、');

/** The applications write "given family". */
const familyFirst = (name) => name && name.replace(/^(.*) (\S*)$/, '$2$1');

const timeZone = () => new Intl.DateTimeFormat('zh-CN', { timeZoneName: 'long' })
    .formatToParts(new Date()).find((part) => part.type === 'timeZoneName').value;

// In either language.
const OWN_FRAME = [
  [/<div ng-if="isCommunityEdition"[^]*?<\/div>/, ''],
  [/<span ng-bind-html="logo" class="brand-logo"><\/span>/, '<img class="own-mark" src="/camunda/favicon.ico" alt="">'],
  [/<div class="col-xs-6">\s*\{\{ 'CAM_WIDGET_FOOTER_POWERED_BY'[^]*?<\/div>/, ''],
  [/(<li class="account dropdown")/, '<li ng-if="authentication.name" ng-cloak><a href="/menu" target="_self">'
    + `${chinese ? '业务菜单' : 'Menu'}</a></li>`
    + '<li ng-if="authentication.name" ng-cloak><a href="/help/mine" target="_blank" rel="noopener">'
    + `${chinese ? '帮助' : 'Help'}</a></li>$1`],
  [/(<li class="logout">[^]*?<\/li>)/, chinese
    ? '<li><a href data-language="en" lang="en">English</a></li>$1'
    : '<li><a href data-language="zh-CN" lang="zh-CN">中文</a></li>$1']
];

const WRITTEN_IN_ENGLISH = [
  ['{{ app.label }}', `{{ ${JSON.stringify(APPS).replaceAll('"', "'")}[appName] || app.label }}`],
  ['{{timezoneName}}', timeZone()],
  ['title="zoom in"', 'title="放大"'],
  ['title="zoom out"', 'title="缩小"'],
  ['title="reset zoom"', 'title="恢复原大小"'],
  [/>\s*Actions\s*</, '>操作<'],
  [/>\s*Download\s*</g, '>下载<'],
  [/>\s*Upload\s*</g, '>上传<'],
  [/&lt;undefined&gt;/g, '（未定义）'],
  [/&lt;null&gt;/g, '（空值）'],
  [/(class="null-value">)null</g, '$1无<'],
  // An expression that was never evaluated, beside a text that says it in Chinese.
  ['uib-tooltip="task.assignee"', ''],
  ['title="Select all"', 'title="全选"'],
  ['uib-tooltip="Toggle this section"', 'uib-tooltip="展开或收起"'],
  [/\{ instances: 'No' \}/g, '{ instances: 0 }'],
  ['placeholder="varName"', 'placeholder="变量名称"'],
  ['Only a {{ variable.type }} value is allowed', '值与变量类型不符'],
  [/<option value="(\w+)">\1<\/option>/g, (option, type) => VARIABLE_TYPES[type]
    ? `<option value="${type}">${VARIABLE_TYPES[type]}</option>` : option],
  ['</button> Select all', '</button> 全选'],
  ['</button> Unselect all', '</button> 全不选'],
  ['{{perm}}', '{{ perm | inChinese }}'],
  [/\{\{ ?formatPermissions\((\w+)\.permissions\) ?\}\}/g, '{{ formatPermissions($1.permissions) | inChinese }}'],
  ['{{group.type}}', '{{ group.type | inChinese }}'],
  ['placeholder="HH"', 'placeholder="时"'],
  ['placeholder="MM"', 'placeholder="分"'],
  ['placeholder="SS"', 'placeholder="秒"'],
  [/(class="sr-only">)previous</g, '$1前一页<'],
  [/(class="sr-only">)next</g, '$1后一页<'],
  [/(class="sr-only">)Close</g, '$1关闭<'],
  ['placeholder="Jonny"', ''],
  ['placeholder="Prosciutto"', ''],
  ['placeholder="j.prosciutto@acme.org"', ''],
  // The family name first.
  [/\{\{ ?(\w+)\.firstName ?\}\} \{\{ ?\1\.lastName ?\}\}/g, '{{ $1.lastName }}{{ $1.firstName }}'],
  ['(userName || authentication.name)', '((userName | familyFirst) || authentication.name)'],
  ['{{ assigneeDisplayedName(task); }}', '{{ assigneeDisplayedName(task) | familyFirst }}']
];

const VARIABLE_TYPES = {
  Boolean: '是/否', Short: '短整数', Integer: '整数', Long: '长整数', Double: '双精度小数', String: '文本', Date: '日期',
  Object: '对象', File: '文件'
};

const CHANGES = chinese ? [...OWN_FRAME, ...WRITTEN_IN_ENGLISH] : OWN_FRAME;

const changed = (template) => typeof template === 'string'
  ? CHANGES.reduce((text, [from, to]) => text.replace(from, to), template)
  : template;

const change = (holder) => {
  if (holder && holder.template && !holder.changedHere) {
    holder.template = changed(holder.template);
    holder.changedHere = true;
  }
  return holder;
};

const DIRECTIVES = [
  'camWidgetHeader', 'camWidgetFooter', 'camWidgetVariable', 'camWidgetVariablesTable', 'camWidgetBpmnViewer',
  'camWidgetCmmnViewer', 'camWidgetDmnViewer', 'camTasklistFormGenericVariables', 'camTasks', 'camTasklistTaskMeta', 'userProfile'
];

const templates = ['$provide', '$injector', ($provide, $injector) => {
  const decorate = (name, how) => $injector.has(name) && $provide.decorator(name, ['$delegate', how]);
  for (const directive of DIRECTIVES) {
    decorate(directive + 'Directive', (all) => all.map(change));
  }
  decorate('$route', (route) => {
    Object.values(route.routes).forEach(change);
    return route;
  });
  decorate('$uibModal', (modal) => {
    const open = modal.open;
    modal.open = (options) => open.call(modal, { ...options, template: changed(options.template) });
    return modal;
  });
  decorate('Views', (views) => {
    for (const name of ['getProviders', 'getProvider']) {
      const original = views[name];
      views[name] = function (...query) {
        const found = original.apply(views, query);
        [].concat(found ?? []).forEach(change);
        return found;
      };
    }
    return views;
  });
}];

const numbered = (names) => names.split('');

// The library's own templates wait in a cache.
const libraryTemplates = ['$templateCache', (cache) => {
  for (const kind of ['day', 'month', 'year']) {
    recast(cache, `uib/template/datepicker/${kind}.html`);
  }
  recast(cache, 'uib/template/timepicker/timepicker.html');
  recast(cache, 'uib/template/alert/alert.html');
}];

const recast = (cache, name) => cache.get(name) && cache.put(name, changed(cache.get(name)));

const dates = ['$provide', '$injector', ($provide, $injector) => {
  $provide.decorator('$locale', ['$delegate', (locale) => {
    const weekdays = numbered('日一二三四五六');
    const months = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'].map((month) => month + '月');
    Object.assign(locale.DATETIME_FORMATS, {
      AMPMS: ['上午', '下午'],
      DAY: weekdays.map((day) => '星期' + day),
      SHORTDAY: weekdays,
      MONTH: months,
      STANDALONEMONTH: months,
      SHORTMONTH: months.map((month, index) => index + 1 + '月'),
      ERANAMES: ['公元前', '公元'],
      ERAS: ['公元前', '公元'],
      FIRSTDAYOFWEEK: 0,
      WEEKENDRANGE: [5, 6],
      fullDate: 'y年MM月dd日 EEEE',
      longDate: 'y年MM月dd日',
      medium: 'y年MM月dd日 HH:mm:ss',
      mediumDate: 'y年MM月dd日',
      mediumTime: 'HH:mm:ss',
      short: 'y年MM月dd日 HH:mm',
      shortDate: 'y年MM月dd日',
      shortTime: 'HH:mm'
    });
    locale.NUMBER_FORMATS.CURRENCY_SYM = '¥';
    locale.id = 'zh-cn';
    locale.localeID = 'zh_CN';
    return locale;
  }]);
  const set = (constant, values) => $injector.has(constant) && Object.assign($injector.get(constant), values);
  set('uibDatepickerConfig', { formatDayTitle: 'y年M月', formatMonthTitle: 'y年', formatYear: 'y', startingDay: 1 });
  set('uibDatepickerPopupConfig', { currentText: '今天', clearText: '清除', closeText: '关闭' });
  set('uibTimepickerConfig', { showMeridian: false });
  set('uibPaginationConfig', { firstText: '首页', previousText: '上一页', nextText: '下一页', lastText: '末页' });
}];

const values = {
  PAGES_MSG_ACCESS_DENIED: ({ missingAuths, ...rest }) =>
    ({ ...rest, missingAuths: inChinese(String(missingAuths).replace(/'(\w+)' /g, '$1 ')).replace(/(\S) (?=\S)/g, '$1') }),
  PAGES_MSG_ACCESS_DENIED_RESOURCE_ID: ({ permissionName, resourceName, ...rest }) =>
    ({ ...rest, permissionName: inChinese(permissionName), resourceName: inChinese(resourceName) }),
  USERS_EDIT_USER: ({ user, ...rest }) => ({ ...rest, user: familyFirst(user) })
};

const insertedValues = ['$provide', ($provide) => $provide.decorator('$translate', ['$delegate', (translate) => {
  const instant = translate.instant;
  translate.instant = (key, given, ...rest) =>
    instant.call(translate, key, given && Object.hasOwn(values, key) ? values[key](given) : given, ...rest);
  return translate;
}])];

const missing = ['$provide', ($provide) => $provide.decorator('sanitizeMissingTranslationKey', ['$delegate', (asKey) =>
  (key, ...rest) => Object.hasOwn(WITHOUT_TEXT, key) ? WITHOUT_TEXT[key] : asKey(key, ...rest)])];

// Buttons and links of a single picture are read aloud as what is said under the pointer, or as what the picture means.
const PICTURES = {
  ok: '确定', check: '全选', unchecked: '全不选', remove: '取消', 'ban-circle': '取消', pencil: '编辑', calendar: '选择日期',
  trash: '删除', plus: '增加', search: '查找', cog: '设置', signal: '查看图表', 'question-sign': '说明', 'new-window': '打开',
  'resize-full': '放大', 'resize-small': '恢复原大小', 'eye-open': '显示', 'eye-close': '隐藏', 'menu-hamburger': '查看详情'
};

const nameOf = (control, picture) => {
  const meaning = Array.from(picture.classList).map((name) => PICTURES[name.replace('glyphicon-', '')]).find(Boolean);
  return control.getAttribute('uib-tooltip') || picture.getAttribute('uib-tooltip') || meaning
    || (control.matches('[ng-click^=changeOrder]') ? '排序' : '展开或收起');
};

const pictures = () => ({
  restrict: 'C',
  link: (scope, [picture]) => {
    const control = picture.closest('a, button');
    if (control && !control.textContent.trim() && !control.title && !control.hasAttribute('aria-label')) {
      if (control.matches('a[ng-click]:not([href], [ng-href])')) {
        control.setAttribute('role', 'button');
        control.tabIndex = 0;
        control.addEventListener('keydown', (event) => event.key === 'Enter' && event.target === control && control.click());
      }
      scope.$watch(() => nameOf(control, picture), (name) => control.setAttribute('aria-label', name));
    }
  }
});

/** The kind of a step in a case's tree and the name of a variable on a card, in the model's words; Chinese ones stand beside. */
const kinds = () => ({
  restrict: 'A',
  compile: (element, attributes) => {
    if (/node\.activityType|info\.name \}/.test(attributes.uibTooltip)) {
      attributes.$set('uibTooltip', '');
    }
  }
});

// The words of the library that draws decision tables, and what it says under the pointer.
const TABLE_WORDS = {
  When: '当', And: '且', Then: '则', Annotations: '备注', 'Hit policy:': '命中方式：', Unique: '只有一条', First: '第一条',
  Any: '任意一条', Collect: '全部命中', 'Rule order': '全部命中，按规则顺序', string: '文本', boolean: '是/否', integer: '整数',
  long: '整数', double: '小数', number: '数字', date: '日期', 'Input type': '类型', 'Output type': '类型', 'Input values': '可取的值',
  'Output values': '可取的值', 'Output label': '结果', 'Output name': '结果'
};

const decisionTables = () => ({
  restrict: 'A',
  link: (scope, [viewer]) => {
    const observer = new MutationObserver(() => {
      const texts = document.createTreeWalker(viewer, NodeFilter.SHOW_TEXT, (text) => text.parentElement
        .closest('.clause, .hit-policy, th.annotation, .input-variable, .output-variable') ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP);
      while (texts.nextNode()) {
        texts.currentNode.data = TABLE_WORDS[texts.currentNode.data.trim()] ?? texts.currentNode.data;
      }
      viewer.querySelectorAll('.decision-table-properties [title], thead [title]').forEach((place) => {
        // "Input label: " and the like, before the label.
        place.title = TABLE_WORDS[place.title] ?? (/^[A-Z][a-z]+ [a-z]+: /.test(place.title) ? place.title.replace(/^.*?: /, '') : '');
      });
    });
    observer.observe(viewer, { childList: true, subtree: true });
    scope.$on('$destroy', () => observer.disconnect());
  }
});

const base = document.querySelector('base');
const app = base.getAttribute('app-name');

// The texts come before the application does. It would begin without them, and where a page asks for one too early, show
// the raw key for good; or, after a new version, the texts it has kept from the one before.
const locales = `${base.getAttribute('app-root')}/app/${app}/locales/`;
const texts = await fetch(`${locales}${language}.json?bust=${window.bust}`);
if (texts.ok) {
  const kept = JSON.parse(window.localStorage.getItem('camunda-web') ?? '{}');
  kept[`${locales}_locales_data_${language}_${window.bust}`] = JSON.stringify(await texts.json());
  window.localStorage.setItem('camunda-web', JSON.stringify(kept));
}

const own = window.angular.module(`cam.${app}.custom`);
own.config(templates);
if (chinese) {
  own.config(dates).config(insertedValues).config(missing).run(libraryTemplates)
      .directive('glyphicon', pictures).directive('uibTooltip', kinds).directive('camWidgetDmnViewer', decisionTables)
      .filter('inChinese', () => inChinese).filter('familyFirst', () => familyFirst);
  if (app === 'cockpit') {
    // It has no setting for it, and writes a T between day and time.
    own.config(['camDateFormatProvider', (formats) => formats.setDateFormat('YYYY年MM月DD日 HH:mm:ss', 'normal')]);
  }
}

document.addEventListener('click', (event) => {
  const choice = event.target.closest('[data-language]');
  if (choice) {
    event.preventDefault();
    choose(choice.dataset.language);
  }
});

export default [];
