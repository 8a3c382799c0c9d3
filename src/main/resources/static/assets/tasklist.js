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
  render: (node, { taskId }) => {
    node.className = 'own-card';
    if (known.has(taskId)) {
      showCard(node, known.get(taskId));
    }
    asked.set(taskId, [...(asked.get(taskId) ?? []), node]);
    timer ??= setTimeout(askForCards, 30);
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

export default [cards];
