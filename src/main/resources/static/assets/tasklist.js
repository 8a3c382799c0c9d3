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
    card.due ? el('span', { class: 'own-due own-due-' + card.level.toLowerCase(), text: card.due }) : null),
  ...(card.handedOver ? [el('p', { class: 'own-card-note', text: card.handedOver })] : []));

const askForCards = async () => {
  timer = null;
  const batch = asked;
  asked = new Map();
  const { ok, body } = await send('/api/v1/task-cards', { tasks: [...batch.keys()] }).catch(() => ({ ok: false }));
  if (ok) {
    known.clear();
    for (const card of body.cards) {
      known.set(card.task, card);
      batch.get(card.task)?.forEach(({ node, scope }) => {
        showCard(node, card);
        offerChoice(node, scope, card);
      });
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
    setTimeout(() => offerChoice(node, scope, known.get(taskId)), 0);
    asked.set(taskId, [...(asked.get(taskId) ?? []), { node, scope }]);
    timer ??= setTimeout(askForCards, 30);
  }
};

// ---- Several at once ------------------------------------------------------------------------------------------------------

/** The chosen tasks: whether one is free to be taken, and which plain step it is, if it is one. */
const chosen = new Map();
let bar = null;

const free = () => [...chosen].filter(([, one]) => one.free).map(([task]) => task);

/** The one plain step that all chosen tasks are; null if they differ, or one is none. */
const plainStep = () => {
  const steps = new Set([...chosen.values()].map((one) => one.plain ?? null));
  return steps.size === 1 ? [...steps][0] : null;
};

const showBar = () => {
  if (bar) {
    bar.hidden = chosen.size === 0;
    const [take, together] = bar.querySelectorAll('button');
    take.textContent = `领取所选的${free().length}件`;
    take.hidden = free().length === 0;
    together.textContent = `批量办理${chosen.size}件（${[...chosen.values()][0]?.answer ?? ''}）`;
    together.hidden = !plainStep();
  }
};

/** Who has the task is nobody or the user, and there is something to do with several. The box stands outside what opens it. */
const offerChoice = (node, scope, card) => {
  const item = node.closest('li.task');
  const task = scope.task;
  const mine = task?.assignee && task.assignee === scope.$root.authentication?.name;
  if (!item || !task || !(task.assignee ? mine && card?.plain : true)) {
    return;
  }
  const one = { free: !task.assignee, plain: card?.plain, answer: card?.answer };
  if (chosen.has(task.id)) {
    chosen.set(task.id, one);
  }
  let box = item.querySelector('.own-choice');
  if (!box) {
    box = el('input', { type: 'checkbox', class: 'own-choice', 'aria-label': `选择任务：${task.name}` });
    item.prepend(box);
  }
  box.checked = chosen.has(task.id);
  box.onchange = () => {
    if (box.checked) {
      chosen.set(task.id, one);
    } else {
      chosen.delete(task.id);
    }
    showBar();
  };
  showBar();
};

const claiming = {
  id: 'claim-several',
  pluginPoint: 'tasklist.list',
  priority: 90,
  render: (node, plugin, scope) => {
    const status = el('p', { role: 'status', class: 'own-status' });
    const take = el('button', { type: 'button', class: 'btn btn-primary btn-sm' });
    const together = el('button', { type: 'button', class: 'btn btn-default btn-sm' });
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
      const { ok, body } = await send('/api/v1/task-claims', { tasks: free() }).catch(() => ({ ok: false, body: {} }));
      take.disabled = false;
      const missed = (body.TAKEN ?? 0) + (body.NOT_ALLOWED ?? 0);
      done(ok ? `已领取${(body.CLAIMED ?? 0) + (body.MINE ?? 0)}件` + (missed ? `，另有${missed}件已由同事领取或者办结。` : '。')
        : (body.detail ?? '领取没有成功，请稍后再试。'));
    });
    together.addEventListener('click', async () => {
      together.disabled = true;
      await completeTogether(plainStep(), [...chosen.keys()], (text) => done(text), (text) => { status.textContent = text; });
      together.disabled = false;
    });
    drop.addEventListener('click', () => done(''));
    bar = el('div', { class: 'own-bar' }, take, together, drop);
    node.append(bar, status);
    showBar();
  }
};

/** Shows what was chosen, hands in the one answer for all of it, and shows what came of each. */
const completeTogether = async (step, tasks, done, refused) => {
  const { ok, body } = await send('/api/v1/task-completion-previews', { step, tasks }).catch(() => ({ ok: false, body: {} }));
  if (!ok) {
    refused(body.detail ?? '没有读取成功，请稍后再试。');
    return;
  }
  const outcomes = new Map();
  const rows = body.tasks.map((one) => {
    const outcome = el('td', { text: one.problem ?? '可以办理', class: one.problem ? 'own-refused' : null });
    outcomes.set(one.task, outcome);
    return el('tr', {}, el('td', { text: one.number }), el('td', { text: [one.person, one.place].filter(Boolean).join('　') }),
      el('td', { class: 'own-number', text: one.amount?.replace(/\B(?=(\d{3})+\.)/g, ',') ?? '' }), outcome);
  });
  const ready = body.tasks.filter((one) => !one.problem);
  const gone = tasks.length - body.tasks.length;
  const status = el('p', { role: 'status', class: 'own-together-status',
    text: `可以办理${ready.length}件。请逐行核对，确认后各件分别办结，不能撤销。` + (gone ? `另有${gone}件已不在待办中。` : '') });
  const agree = el('button', { type: 'button', class: 'btn btn-primary', text: `对${ready.length}件“${body.answer}”` });
  const close = el('button', { type: 'button', class: 'btn btn-link', text: '不办理' });
  const dialog = el('dialog', { class: 'own-together', 'aria-labelledby': 'own-together-title' },
    el('h3', { id: 'own-together-title', text: `批量办理：${body.tasks[0]?.step ?? ''}` }),
    el('div', { class: 'own-together-rows', tabindex: '0' }, el('table', { class: 'table' },
      el('thead', {}, el('tr', {}, ...['业务编号', '姓名、地点', '金额（元）', '办理结果'].map((head) => el('th', { scope: 'col', text: head })))),
      el('tbody', {}, ...rows))),
    status, el('p', {}, agree, ' ', close));
  agree.hidden = ready.length === 0;
  let completed = null;
  agree.addEventListener('click', async () => {
    agree.disabled = true;
    close.disabled = true;
    status.textContent = '正在办理，请稍候……';
    const sent = await send('/api/v1/task-completions',
      { step, tasks: ready.map(({ task, amount }) => ({ task, amount })) }).catch(() => ({ ok: false, body: {} }));
    close.disabled = false;
    close.textContent = '关闭';
    agree.hidden = true;
    if (!sent.ok) {
      // Each was completed by itself: some may be done.
      status.textContent = sent.body.detail ?? '没有收到办理结果。请关闭后看任务列表：仍在列表中的没有办结，可以再次办理。';
      completed = '';
      return;
    }
    for (const one of sent.body.tasks) {
      const outcome = outcomes.get(one.task);
      outcome.textContent = one.done ? '已办结' : one.problem;
      outcome.className = one.done ? 'own-done' : 'own-refused';
    }
    const finished = sent.body.tasks.filter((one) => one.done).length;
    const missed = sent.body.tasks.length - finished;
    completed = `已办结${finished}件` + (missed ? `，${missed}件没有办结，原因见各行。` : '。');
    status.textContent = completed;
  });
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (completed !== null) {
      done(completed);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
};

// ---- Cases that have come to a stop ---------------------------------------------------------------------------------------------

const INCIDENTS_EVERY_MS = 60_000;

const stopped = (one) => el('li', {},
  one.page ? outward(one.page, one.number) : el('strong', { text: one.number }),
  el('span', { text: `　${one.process}，${one.since}起。${one.what}` }),
  el('p', { text: `怎样处理：${one.todo}` }),
  el('p', { class: 'own-due-later' }, `由${one.responsible}跟踪。`,
    one.instance ? el('a', { href: `/camunda/app/cockpit/default/#/process-instance/${encodeURIComponent(one.instance)}/runtime`,
      target: '_self', text: '在运行监控中打开' }) : null));

const incidents = {
  id: 'incident-notices',
  pluginPoint: 'tasklist.list',
  priority: 110,
  render: (node) => {
    const words = el('summary');
    const list = el('ul');
    const box = el('details', { class: 'own-incidents', hidden: true }, words, list);
    node.append(box);
    const show = async () => {
      if (!node.isConnected) {
        clearInterval(every);
        return;
      }
      const found = await get('/api/v1/incident-notices').catch(() => null);
      if (found) {
        box.hidden = found.notices.length === 0;
        words.textContent = `有${found.notices.length}件业务因系统异常停办，请您处理`;
        list.replaceChildren(...found.notices.map(stopped));
      }
    };
    const every = setInterval(show, INCIDENTS_EVERY_MS);
    setTimeout(show, 0);
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
    const asked = (text, page) => send('/api/v1/case-searches', { text, page }).catch(() => ({ ok: false, body: {} }));
    const refusal = (body) => el('p', { class: 'own-due-late', text: body.detail ?? '查找没有成功，请稍后再试。' });
    const answer = (first, text) => {
      let page = 0;
      const list = el('ul', {}, ...first.lines.map(found));
      const more = el('button', { type: 'button', class: 'btn btn-link', text: '显示更多' });
      more.addEventListener('click', async () => {
        more.disabled = true;
        const { ok, body } = await asked(text, page + 1);
        more.disabled = false;
        if (ok) {
          page += 1;
          list.append(...body.lines.map(found));
          if (!body.more) {
            more.remove();
          }
        }
      });
      return [
        el('p', { text: first.more ? '符合条件的业务较多，最近受理的在前。' : `找到${first.lines.length}件业务。` }),
        ...(first.note ? [el('p', { text: first.note })] : []),
        list,
        ...(first.more ? [more] : [])
      ];
    };
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (!box.value.trim()) {
        return;
      }
      const { ok, body } = await asked(box.value, 0);
      results.replaceChildren(...(ok ? answer(body, box.value) : [refusal(body)]));
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

// ---- Colleagues: comments, and handing a task over ------------------------------------------------------------------------------

const WARNING = '备注留在业务记录中，不能修改。请用“本人”“申请人”等称呼，不要写姓名、身份证号码、电话号码。';

/** A problem's words at its field, or below everything. */
const problemOf = (body) => body.errors?.map((one) => one.message).join(' ') ?? body.detail ?? '没有成功，请稍后再试。';

const commentForm = (path, again) => {
  const text = el('textarea', { class: 'form-control', rows: 3, maxlength: 500, id: 'own-comment', 'aria-describedby': 'own-comment-hint' });
  const status = el('p', { role: 'status', class: 'own-refused' });
  const save = el('button', { type: 'submit', class: 'btn btn-default', text: '保存备注' });
  const form = el('form', {}, el('label', { for: 'own-comment', text: '新的备注' }), text,
    el('p', { id: 'own-comment-hint', class: 'own-due-later', text: WARNING }), status, save);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    save.disabled = true;
    const { ok, body } = await send(`${path}/comments`, { text: text.value }).catch(() => ({ ok: false, body: {} }));
    save.disabled = false;
    if (ok) {
      again();
    } else {
      status.textContent = problemOf(body);
      text.focus();
    }
  });
  return form;
};

const handOverForm = async (path, done) => {
  const { colleagues } = await get(`${path}/colleagues`).catch(() => null) ?? { colleagues: [] };
  if (colleagues.length === 0) {
    return el('p', { class: 'own-due-later', text: '本环节没有其他同事可以接办，或者由指定的人本人办理，不能转交。' });
  }
  const to = el('select', { class: 'form-control', id: 'own-to' }, el('option', { value: '', text: '请选择' }),
    ...colleagues.map((one) => el('option', { value: one.id, disabled: Boolean(one.problem),
      text: one.name + (one.problem ? `（${one.problem}）` : `（手中${one.tasks}件）`) })));
  const reason = el('textarea', { class: 'form-control', rows: 2, maxlength: 200, id: 'own-reason', 'aria-describedby': 'own-reason-hint' });
  const status = el('p', { role: 'status', class: 'own-refused' });
  const give = el('button', { type: 'submit', class: 'btn btn-default', text: '转交' });
  const form = el('form', {}, el('label', { for: 'own-to', text: '转交给' }), to,
    el('label', { for: 'own-reason', text: '转交原因' }), reason,
    el('p', { id: 'own-reason-hint', class: 'own-due-later', text: '对方会看到原因；您保存的草稿一并转交。转交记入办件经过。不要写姓名、身份证号码、电话号码。' }), status, give);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    give.disabled = true;
    const { ok, body } = await send(`${path}/hand-overs`, { to: to.value, reason: reason.value }).catch(() => ({ ok: false, body: {} }));
    give.disabled = false;
    if (ok) {
      done(to.selectedOptions[0].textContent.replace(/（.*$/, ''));
    } else {
      status.textContent = problemOf(body);
    }
  });
  return form;
};

const colleagues = {
  id: 'colleagues',
  pluginPoint: 'tasklist.task.detail',
  priority: 940,
  properties: { label: '备注、转交' },
  render: async (node, { taskId }, scope) => {
    const path = `/api/v1/tasks/${encodeURIComponent(taskId)}`;
    node.className = 'own-summary own-colleagues';
    const show = async () => {
      const notes = await get(`${path}/notes`).catch(() => null);
      if (!notes) {
        node.textContent = '没有找到这件任务，可能已经办结。';
        return;
      }
      node.replaceChildren(...[
        notes.handedOver ? el('p', { class: 'own-note', text: `${notes.handedOver.from}于${notes.handedOver.at}转交给您：${notes.handedOver.reason}` }) : null,
        el('h4', { text: '备注' }),
        ...(notes.comments.length ? notes.comments.map((one) => el('p', { class: 'own-note' },
          el('strong', { text: one.by }), el('span', { class: 'own-due-later', text: `　${one.at}，${one.step}` }), el('br'), one.text))
          : [el('p', { class: 'own-due-later', text: notes.writes ? '还没有备注。' : '您只办理本环节，本页不显示同事的备注。' })]),
        notes.writes ? commentForm(path, show) : null,
        notes.mine ? el('h4', { text: '转交给同事' }) : null,
        notes.mine ? await handOverForm(path, (name) => {
          node.replaceChildren(el('p', { role: 'status', class: 'own-done', text: `已转交给${name}。` }));
          scope.$root.$broadcast('refresh');
          scope.tasklistData?.changed('taskListQuery');
          scope.taskData?.changed('task');
        }) : null
      ].filter(Boolean));
    };
    node.textContent = '正在读取…';
    await show();
  }
};

// ---- Filters ------------------------------------------------------------------------------------------------------------

const COUNTER = /<span ng-show="isFocused\(filter\)"\s*class="counter">\{\{ filterCount \}\}<\/span>/;
const OWN_COUNTER = '<span class="counter" ng-if="$root.ownCounts.filters[filter.id] !== undefined">{{ $root.ownCounts.filters[filter.id] }}</span>'
  + '<span class="counter" ng-if="$root.ownCounts.filters[filter.id] === undefined" ng-show="isFocused(filter)">{{ filterCount }}</span>';
const WAITING = '<div class="item task-filter cells-wrapper own-waiting" ng-if="$root.ownCounts"><h4 class="name">'
  + '<a href="/my-cases?show=WAITING" target="_self" title="我办过、没有办结、现在不在我手里的业务">等待他人 '
  + '<span class="counter">{{ $root.ownCounts.waiting }}</span></a></h4></div>';

const own = window.angular.module('cam.tasklist.custom');

own.config(['$provide', ($provide) => $provide.decorator('camTasklistFiltersDirective', ['$delegate', (all) => all.map((directive) => {
  directive.template = directive.template.replace(COUNTER, OWN_COUNTER).replace('<ul uib-pagination', WAITING + '<ul uib-pagination');
  return directive;
})])]);

// A task without a case: the engine lets administrators alone make one.
own.run(['$rootScope', ($root) => $root.$watch(() => $root.authentication?.authorizedApps?.includes('admin'),
  (is) => document.documentElement.classList.toggle('without-new-tasks', !is))]);

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

export default [incidents, cards, places, claiming, search, summary, colleagues];
