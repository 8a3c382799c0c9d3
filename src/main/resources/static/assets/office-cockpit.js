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

const tab = (id, pluginPoint, label, priority, content) => ({ id, pluginPoint, label, priority, render: (place, given) => {
  const made = document.createElement('div');
  place.append(made);
  filled(made, content(given));
} });

export default [
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
  {
    id: 'stepHeat',
    pluginPoint: 'cockpit.processDefinition.diagram.plugin',
    // Without the right to the figures the diagram stays as it is.
    render: (viewer, { processDefinitionId }) => warm(viewer, processDefinitionId).catch(() => undefined)
  }
];
