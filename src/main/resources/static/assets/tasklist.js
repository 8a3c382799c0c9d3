// What Tasklist's lists show beside what the engine knows. The engine holds no names: the cards on the screen are asked for
// together, by their tasks' ids, in the body of a request, and the answer holds only what the signed-in user may see.
const TOKEN = /(?:^|; )MEDAID-CSRF=([^;]*)/;
const COUNTS_EVERY_MS = 20_000;

const send = async (path, body) => {
  const answer = await fetch(path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json', Accept: 'application/json',
      'X-MEDAID-CSRF': decodeURIComponent((document.cookie.match(TOKEN) ?? [])[1] ?? '')
    },
    body: JSON.stringify(body)
  });
  return { ok: answer.ok, body: await answer.json().catch(() => ({})) };
};

const get = async (path) => {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  return answer.ok ? answer.json() : null;
};

const el = (name, attributes = {}, ...children) => {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'text') {
      node.textContent = value;
    } else if (value !== null && value !== undefined && value !== false) {
      node.setAttribute(key, value === true ? '' : value);
    }
  }
  node.append(...children.filter((child) => child));
  return node;
};

// ---- Cards --------------------------------------------------------------------------------------------------------------

const known = new Map();
let asked = new Map();
let timer = null;

const showCard = (node, card) => node.replaceChildren(
  el('p', { class: 'own-card-case' },
    el('span', { class: 'own-card-number', text: card.number }),
    card.person ? el('span', { class: 'own-card-person', text: card.person }) : null),
  el('p', { class: 'own-card-facts' },
    card.place ? el('span', { text: card.place }) : null,
    card.due ? el('span', { class: 'own-due own-due-' + card.level.toLowerCase(), text: card.due }) : null));

const askForCards = async () => {
  timer = null;
  const batch = asked;
  asked = new Map();
  const { ok, body } = await send('/api/v1/task-cards', { tasks: [...batch.keys()] }).catch(() => ({ ok: false }));
  if (ok) {
    known.clear();
    for (const card of body.cards) {
      known.set(card.task, card);
      batch.get(card.task)?.forEach((node) => showCard(node, card));
    }
  }
};

const cards = {
  id: 'case-card',
  pluginPoint: 'tasklist.card',
  priority: 1000,
  render: (node, { taskId }, scope) => {
    node.className = 'own-card';
    if (known.has(taskId)) {
      showCard(node, known.get(taskId));
    }
    // Not yet in the list at this moment.
    setTimeout(() => offerChoice(node, taskId, scope.task), 0);
    asked.set(taskId, [...(asked.get(taskId) ?? []), node]);
    timer ??= setTimeout(askForCards, 30);
  }
};

// ---- Several at once ------------------------------------------------------------------------------------------------------

const chosen = new Set();
let bar = null;

const showBar = () => {
  if (bar) {
    bar.hidden = chosen.size === 0;
    bar.querySelector('button').textContent = `领取所选的${chosen.size}件`;
  }
};

/** Only what nobody has taken can be chosen. The box stands beside the card's title, outside what opens the task. */
const offerChoice = (node, taskId, task) => {
  const item = node.closest('li.task');
  if (!item || !task || task.assignee || item.querySelector('.own-choice')) {
    return;
  }
  const box = el('input', { type: 'checkbox', class: 'own-choice', 'aria-label': `选择任务：${task.name}` });
  box.checked = chosen.has(taskId);
  box.addEventListener('change', () => {
    if (box.checked) {
      chosen.add(taskId);
    } else {
      chosen.delete(taskId);
    }
    showBar();
  });
  item.prepend(box);
};

const claiming = {
  id: 'claim-several',
  pluginPoint: 'tasklist.list',
  priority: 90,
  render: (node, plugin, scope) => {
    const status = el('p', { role: 'status', class: 'own-status' });
    const take = el('button', { type: 'button', class: 'btn btn-primary btn-sm' });
    const drop = el('button', { type: 'button', class: 'btn btn-link btn-sm', text: '取消选择' });
    const done = (text) => {
      chosen.clear();
      document.querySelectorAll('.own-choice').forEach((box) => { box.checked = false; });
      status.textContent = text;
      showBar();
      scope.$root.$broadcast('refresh');
      scope.tasklistData?.changed('taskListQuery');
    };
    take.addEventListener('click', async () => {
      take.disabled = true;
      const { ok, body } = await send('/api/v1/task-claims', { tasks: [...chosen] }).catch(() => ({ ok: false, body: {} }));
      take.disabled = false;
      const missed = (body.TAKEN ?? 0) + (body.NOT_ALLOWED ?? 0);
      done(ok ? `已领取${(body.CLAIMED ?? 0) + (body.MINE ?? 0)}件` + (missed ? `，另有${missed}件已由同事领取或者办结。` : '。')
        : (body.detail ?? '领取没有成功，请稍后再试。'));
    });
    drop.addEventListener('click', () => done(''));
    bar = el('div', { class: 'own-bar' }, take, drop);
    node.append(bar, status);
    showBar();
  }
};

// ---- One township or one hospital ---------------------------------------------------------------------------------------------

const places = {
  id: 'one-place',
  pluginPoint: 'tasklist.list',
  priority: 95,
  render: (node, plugin, scope) => {
    const data = scope.tasklistData.newChild(scope);
    const choice = el('select', { class: 'form-control input-sm' });
    const label = el('label', { class: 'own-place', hidden: true });
    label.append('只看 ', choice);
    node.append(label);
    let variable = null;
    const narrow = (code) => data.set('searchQuery', {
      processVariables: [], caseInstanceVariables: [],
      taskVariables: code ? [{ name: variable, operator: 'eq', value: code }] : []
    });
    choice.addEventListener('change', () => scope.$applyAsync(() => narrow(choice.value)));
    let shown = null;
    data.observe('currentFilter', async (filter) => {
      if (!filter || filter.id === shown) {
        return;
      }
      shown = filter.id;
      const [shelf, group] = String(filter.properties?.code ?? '').split(':');
      const was = choice.value;
      variable = { TOWN: 'town', HOSPITAL: 'hospital' }[shelf] ?? null;
      label.hidden = !variable;
      choice.replaceChildren();
      if (was) {
        narrow('');
      }
      if (variable) {
        const found = await get(`/api/v1/task-places?towns=${shelf === 'TOWN'}&group=${encodeURIComponent(group)}`).catch(() => null);
        if (filter.id === shown) {
          choice.replaceChildren(el('option', { value: '', text: shelf === 'TOWN' ? '全部乡镇（街道）' : '全部医院' }),
            ...(found?.places ?? []).map((place) => el('option', { value: place.code, text: `${place.name}（${place.steps}）` })));
        }
      }
    });
  }
};

// ---- Where is my case ---------------------------------------------------------------------------------------------------------

const found = (line) => el('li', {},
  el('a', { href: line.steps.find((step) => step.page)?.page ?? line.page ?? '#', text: line.number }),
  el('span', { text: [line.kind, line.person, line.place, line.state].filter(Boolean).join('　') }),
  ...line.steps.map((step) => el('span', {
    class: 'own-found-step' + (step.level === 'LATE' ? ' own-due-late' : ''),
    text: `${step.step}：${step.holder}（${[step.since + '起', step.due].filter(Boolean).join('，')}）`
  })));

const search = {
  id: 'case-search',
  pluginPoint: 'tasklist.navbar.action',
  priority: 400,
  render: (node) => {
    node.className = 'own-search';
    const box = el('input', {
      type: 'search', maxlength: 60, placeholder: '业务编号、姓名、身份证号码', 'aria-label': '查找业务：业务编号、姓名或者身份证号码',
      autocomplete: 'off', spellcheck: 'false'
    });
    const results = el('div', { class: 'own-found', hidden: true, role: 'region', 'aria-label': '查找结果', 'aria-live': 'polite' });
    const form = el('form', { role: 'search' }, box, el('button', { type: 'submit', class: 'btn btn-link', text: '查找' }));
    const close = () => { results.hidden = true; };
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (!box.value.trim()) {
        return;
      }
      const { ok, body } = await send('/api/v1/case-searches', { text: box.value }).catch(() => ({ ok: false, body: {} }));
      results.replaceChildren(...(ok
        ? [el('p', { text: body.more ? '符合条件的业务较多，只列出最近的一部分。' : `找到${body.lines.length}件业务。` }), el('ul', {}, ...body.lines.map(found))]
        : [el('p', { class: 'own-due-late', text: body.detail ?? '查找没有成功，请稍后再试。' })]));
      results.hidden = false;
    });
    document.addEventListener('click', (event) => !node.contains(event.target) && close());
    node.addEventListener('keydown', (event) => event.key === 'Escape' && close());
    results.addEventListener('click', (event) => event.target.closest('a') && close());
    node.append(form, el('a', { href: '/my-cases', target: '_self', text: '我的办件' }), results);
  }
};

// ---- The case beside the form ---------------------------------------------------------------------------------------------------

const table = (caption, heads, rows) => rows.length === 0 ? null : el('section', {},
  el('h4', { text: caption }),
  el('table', { class: 'table' },
    heads ? el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col', text: head })))) : null,
    el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell) =>
      cell instanceof Node ? el('td', {}, cell) : el('td', { text: cell ?? '' })))))));

const outward = (href, text) => el('a', { href, target: '_blank', rel: 'noopener', text });

const showSummary = (node, of) => node.replaceChildren(...[
  el('p', { class: 'own-summary-head' },
    of.page ? outward(of.page, of.number) : el('strong', { text: of.number }),
    el('span', { text: [of.kind, of.place, of.state].filter(Boolean).join('　') })),
  of.whole ? null : el('p', { class: 'own-due-later', text: '您只办理本环节，本页不显示人员和其他环节的内容。' }),
  table('人员', null, of.people.map((one) => [one.name, one.residentId, one.relation])),
  table('金额（元）', null, of.figures.map((one) => [one.label, one.value])),
  of.sheet ? el('p', {}, outward(of.sheet, '查看待遇计算单')) : null,
  table('材料', null, of.documents.map((one) => [outward(one.address, one.name)])),
  table('已办环节', ['环节', '办理人', '时间', '结果'], of.steps.map((one) => [one.step, one.by, one.at, one.decision]))
].filter(Boolean));

const summary = {
  id: 'case-summary',
  pluginPoint: 'tasklist.task.detail',
  priority: 950,
  properties: { label: '办件概况' },
  render: async (node, { taskId }) => {
    node.className = 'own-summary';
    node.textContent = '正在读取…';
    const of = await get(`/api/v1/tasks/${encodeURIComponent(taskId)}/case-summary`).catch(() => null);
    if (of) {
      showSummary(node, of);
    } else {
      node.textContent = '没有找到这件任务，可能已经办结。';
    }
  }
};

// ---- Filters ------------------------------------------------------------------------------------------------------------

const COUNTER = /<span ng-show="isFocused\(filter\)"\s*class="counter">\{\{ filterCount \}\}<\/span>/;
const OWN_COUNTER = '<span class="counter" ng-if="$root.ownCounts.filters[filter.id] !== undefined">{{ $root.ownCounts.filters[filter.id] }}</span>'
  + '<span class="counter" ng-if="$root.ownCounts.filters[filter.id] === undefined" ng-show="isFocused(filter)">{{ filterCount }}</span>';
const WAITING = '<div class="item task-filter cells-wrapper own-waiting" ng-if="$root.ownCounts"><h4 class="name">'
  + '<a href="/my-cases?show=WAITING" target="_self" title="我办过、现在由他人办理的业务">等待他人 '
  + '<span class="counter">{{ $root.ownCounts.waiting }}</span></a></h4></div>';

const own = window.angular.module('cam.tasklist.custom');

own.config(['$provide', ($provide) => $provide.decorator('camTasklistFiltersDirective', ['$delegate', (all) => all.map((directive) => {
  directive.template = directive.template.replace(COUNTER, OWN_COUNTER).replace('<ul uib-pagination', WAITING + '<ul uib-pagination');
  return directive;
})])]);

own.run(['$rootScope', ($root) => {
  const count = async () => {
    if (document.visibilityState === 'visible' && $root.authentication?.name) {
      const counts = await get('/api/v1/task-counts').catch(() => null);
      if (counts) {
        document.body.classList.toggle('own-searches', counts.searches);
        $root.$applyAsync(() => { $root.ownCounts = counts; });
      }
    }
  };
  let soon = null;
  const countSoon = () => {
    clearTimeout(soon);
    soon = setTimeout(count, 300);
  };
  setInterval(count, COUNTS_EVERY_MS);
  document.addEventListener('visibilitychange', countSoon);
  $root.$on('authentication.changed', countSoon);
  // Whatever the list was loaded anew for: a task was taken, handed in, or another filter was chosen.
  $root.$on('$locationChangeSuccess', countSoon);
  $root.$on('refresh', countSoon);
  countSoon();
}]);

export default [cards, places, claiming, search, summary];
