// What the office adds to Cockpit: its figures on the first page, how a case went, what stopped it, and where cases wait;
// and the ways to its pages.
import { ask, element, showOffice, styled, table } from './office-figures.js';

const showing = new WeakMap();

const filled = (place, content) => {
  styled();
  place.classList.add('office-figures');
  content.then((made) => place.replaceChildren(...[].concat(made)),
      (problem) => place.replaceChildren(element('p', { class: 'definition', text: problem.message })));
};

const timeline = async (instance) => {
  const { number, entries } = await ask(`/api/v1/case-timelines?instance=${encodeURIComponent(instance)}`);
  const list = element('ol');
  entries.forEach((entry) => {
    const line = element('li', { class: entry.state }, element('span', { class: 'what', text: entry.what }));
    if (entry.state.includes('late')) {
      line.append(' ', element('span', { class: 'late-words', text: '逾期' }));
    }
    if (entry.state.includes('open')) {
      line.append(' 办理中');
    }
    if (entry.state === 'cancelled') {
      line.append(' 未办理，业务已转走或终结');
    }
    line.append(element('p', { class: 'who', text: [entry.who, entry.group && `（${entry.group}）`, ' ', entry.from,
      entry.to && ` 至 ${entry.to}`, entry.took && `，用时${entry.took}`, entry.due && `，期限${entry.due}`].filter(Boolean).join('') }));
    entry.rules.forEach((rule) => line.append(element('p', { class: 'rule', text: rule })));
    list.append(line);
  });
  return [element('p', {}, '业务编号 ', element('a', { href: `/case-timelines/${encodeURIComponent(number)}`, target: '_top', text: number })),
    element('div', { class: 'case-timeline' }, list)];
};

const incidents = async (instance) => {
  const found = await ask(`/api/v1/incidents?instance=${encodeURIComponent(instance)}`);
  return table({
    title: '系统异常和处理办法',
    columns: ['发生时间', '情况', '怎样处理'].map((name) => ({ name })),
    rows: found.incidents.map((incident) => ({ cells: [incident.since, incident.what, incident.todo] }))
  });
};

const rules = async () => element('p', { class: 'own-rules' }, '规则表用计算机语言书写。什么情况救助多少、依据哪一条，请看',
  element('a', { href: '/rules', text: '待遇规则' }), '。');

/** A definition's id begins with its key. */
const steps = async (definition) =>
  (await ask(`/api/v1/step-figures?process=${encodeURIComponent(definition.split(':')[0])}`)).steps;

const heat = async (definition) => {
  const found = await steps(definition);
  const made = table({
    title: '各环节办理次数和用时',
    columns: [{ name: '环节' }, ...['近12个月办结次数', '平均用时（天）', '在办', '已逾期'].map((name) => ({ name, number: true }))],
    rows: found.map((step) => ({ cells: [step.name, step.done, step.days, step.open, step.late] }))
  });
  made.classList.add('heat');
  found.forEach((step, index) => {
    if (step.shade > 0) {
      made.querySelectorAll('tbody tr')[index].children[2].classList.add(`heat-${step.shade}`);
    }
  });
  return [element('p', { class: 'definition', text: '颜色越深，本机构近12个月在该环节累计等待的时间越长。平均用时从任务产生到办结，按自然日计算。' }), made];
};

const warm = async (viewer, definition) => {
  styled();
  const found = await steps(definition);
  const canvas = viewer.get('canvas');
  const known = viewer.get('elementRegistry');
  const overlays = viewer.get('overlays');
  found.filter((step) => known.get(step.step)).forEach((step) => {
    if (step.shade > 0) {
      canvas.addMarker(step.step, `office-heat-${step.shade}`);
    }
    if (step.done > 0) {
      overlays.add(step.step, {
        position: { top: -14, left: 0 },
        html: element('span', { class: 'office-heat-words', text: `${step.done}次，平均${step.days}天` })
      });
    }
  });
};

/** One case that was found: how it went, its running instance, and where it waits. */
const foundCase = ({ line, timeline: went, instance }) => element('li', {},
  ...[went ? element('a', { href: went, target: '_top', text: line.number }) : element('strong', { text: line.number }),
    instance && element('a', { href: `#/process-instance/${encodeURIComponent(instance)}/runtime`, text: '查看运行情况' }),
    element('span', { text: [line.kind, line.person, line.place, line.state].filter(Boolean).join('　') }),
    ...line.steps.map((step) => element('span', { class: step.level === 'LATE' ? 'late-words' : 'definition',
      text: `${step.step}：${step.holder}（${[step.since + '起', step.due].filter(Boolean).join('，')}）` }))].filter(Boolean));

const foundAt = (hospital) => element('section', {},
  element('h3', { text: `${hospital.name}：在办环节${hospital.steps}个` }),
  element('ul', {}, ...hospital.cases.map(foundCase)),
  ...(hospital.finished ? [element('p', {}, element('a', { href: hospital.finished, target: '_top', text: '查看该医院已办结的业务' }))] : []));

/** What is typed may be a person's number or name: it is sent in the body and stands in no address. */
const searchForm = (place) => {
  styled();
  place.classList.add('office-figures');
  const box = element('input', { type: 'search', maxlength: '60', size: '36', autocomplete: 'off', spellcheck: 'false',
    placeholder: '业务编号、姓名、身份证号码、医院名称', 'aria-label': '查找业务：业务编号、姓名、身份证号码或者医院名称' });
  const results = element('div', { class: 'case-found', role: 'region', 'aria-label': '查找结果', 'aria-live': 'polite' });
  const form = element('form', { role: 'search', class: 'case-search' }, element('h2', { text: '查找业务' }), box, ' ',
    element('button', { type: 'submit', class: 'btn btn-default', text: '查找' }));
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (!box.value.trim()) {
      return;
    }
    results.replaceChildren(element('p', { class: 'definition', text: '正在查找……' }));
    try {
      const found = await ask('/api/v1/cockpit-searches', { text: box.value });
      results.replaceChildren(
        element('p', { class: 'definition', text: found.more ? `符合条件的业务较多，只列出最近受理的${found.cases.length}件；全部请到“查找业务”中逐页查看。` : `按编号、人员找到${found.cases.length}件业务。` }),
        element('ul', {}, ...found.cases.map(foundCase)), ...found.hospitals.map(foundAt));
    } catch (problem) {
      results.replaceChildren(element('p', { class: 'late-words', text: problem.message }));
    }
  });
  place.append(form, results);
};

const tab = (id, pluginPoint, label, priority, content) => ({ id, pluginPoint, label, priority, render: (place, given) => {
  const made = document.createElement('div');
  place.append(made);
  filled(made, content(given));
} });

// What the engine writes for its engineers in its own words: variables, jobs, their failures, files, assignments by user
// groups' ids. The office's own tabs and pages say of it what an office needs. And buttons that nobody else may use: they stop
// a case, end it or try again. What stands in a table of rules is a language of its own; the office reads its rules in words.
const FOR_ENGINEERS = new Set(['variables-tab', 'incidents-tab', 'jobs-tab', 'external-tasks-process-instance-runtime',
  'user-tasks-tab', 'pd-incidents-tab', 'job-definition-table', 'tasks', 'deployments', 'batch',
  'cancel-process-instance-action', 'update-suspension-state-action', 'add-variable-action', 'job-retry-action',
  'bulk-job-definition-override-job-priority-action', 'decision-input-table']);

const isEngineer = ($root) => !$root.authentication?.authorizedApps || $root.authentication.authorizedApps.includes('admin');

window.angular.module('cam.cockpit.custom').config(['$provide', ($provide) =>
  $provide.decorator('Views', ['$delegate', '$rootScope', (views, $root) => {
    const all = views.getProviders;
    views.getProviders = (...query) => {
      const found = all.apply(views, query).filter(({ id }) => isEngineer($root) || !FOR_ENGINEERS.has(id));
      // The menu is made before it is known who is signed in.
      found.filter(({ id }) => FOR_ENGINEERS.has(id)).forEach((provider) => {
        provider.access = ['$rootScope', (root) => (done) => root.$watch(() => isEngineer(root), (is) => done(null, is))];
      });
      return found;
    };
    return views;
  }])
]).run(['$rootScope', ($root) => $root.$watch(() => isEngineer($root),
  // Ids of offices, definitions and deployments say nothing to somebody who sees one office only: see web-apps.css.
  (is) => document.documentElement.classList.toggle('without-engine-ids', !is))]);

export default [
  {
    id: 'caseSearch',
    pluginPoint: 'cockpit.dashboard',
    priority: 110,
    label: '查找业务',
    render: (place) => {
      const content = document.createElement('div');
      place.append(content);
      searchForm(content);
    }
  },
  {
    id: 'officeFigures',
    pluginPoint: 'cockpit.dashboard',
    priority: 100,
    label: '业务总览',
    render: (place) => {
      const content = document.createElement('div');
      place.append(content);
      showing.set(place, showOffice(content));
    },
    unmount: (place) => showing.get(place)?.then((end) => end())
  },
  { id: 'officePage', pluginPoint: 'cockpit.navigation', label: '业务总览', pagePath: '/office', priority: 1000 },
  { id: 'finishedCases', pluginPoint: 'cockpit.navigation', label: '查找业务', pagePath: '/finished-cases', priority: 999 },
  tab('caseTimeline', 'cockpit.processInstance.runtime.tab', '办件经过', 100, (given) => timeline(given.processInstanceId)),
  tab('caseIncidents', 'cockpit.processInstance.runtime.tab', '异常处理办法', 5, (given) => incidents(given.processInstanceId)),
  tab('stepFigures', 'cockpit.processDefinition.runtime.tab', '环节用时', 5, (given) => heat(given.processDefinitionId)),
  tab('decisionRules', 'cockpit.decisionDefinition.tab', '规则说明', 100, rules),
  tab('decisionInstanceRules', 'cockpit.decisionInstance.tab', '规则说明', 100, rules),
  {
    id: 'stepHeat',
    pluginPoint: 'cockpit.processDefinition.diagram.plugin',
    // Without the right to the figures the diagram stays as it is.
    render: (viewer, { processDefinitionId }) => warm(viewer, processDefinitionId).catch(() => undefined)
  }
];
