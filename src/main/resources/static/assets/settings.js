/*
 * The office's settings: what is in force, what waits for a second person, and the forms to enter something new. All of
 * it is asked from and sent to the machine interface, which alone decides; its messages are shown at the fields.
 */
(function () {
  'use strict';

  const kit = window.medaidKit;
  const el = kit.el;
  const main = document.getElementById('settings');
  const me = main.dataset.user;
  const officer = main.dataset.officer === 'true';
  const today = main.dataset.today;
  const colleagues = {system: '系统', migration: '系统'};
  document.querySelectorAll('#colleagues > div').forEach(function (entry) {
    colleagues[entry.querySelector('dt').textContent] = entry.querySelector('dd').textContent;
  });

  const NO_PERCENT = '请填写0至100之间的百分数，最多两位小数，例如 70。';

  function nameOf(user) {
    return colleagues[user] || user;
  }

  function content(section) {
    return document.querySelector('#' + section + ' > .content');
  }

  // -------------------------------------------------------------------------------------------- messages and forms

  /** The field of a problem, or the nearest one around it: value[1].ratio, then value[1], then value. */
  function fieldOf(form, path) {
    for (let at = path; at; at = at.replace(/(\.[^.[\]]*|\[\d+\]|^[^.[\]]+)$/, '')) {
      const found = form.querySelector('[data-field="' + CSS.escape(at) + '"]');
      if (found) {
        return found;
      }
    }
    return null;
  }

  /** A message about a whole form or section, which takes the cursor so that it is read out. */
  function say(box, kind, texts) {
    box.className = 'mk-message mk-message-' + kind;
    box.replaceChildren(...(texts.length > 1
      ? [el('p', {text: texts[0]}), el('ul', {class: 'refusal'}, texts.slice(1).map((text) => el('li', {text: text})))]
      : [el('p', {text: texts[0]})]));
    box.hidden = false;
    box.focus();
    box.scrollIntoView({block: 'center'});
  }

  function messageBox() {
    return el('div', {class: 'mk-message', role: 'alert', tabindex: '-1', hidden: true});
  }

  function clear(form, box) {
    form.querySelectorAll('[data-field].mk-wrong').forEach((field) => kit.setFieldMessage(field, ''));
    box.hidden = true;
  }

  function show(form, box, problems, place) {
    const fields = new Map();
    const whole = [];
    problems.forEach(function (problem) {
      const field = fieldOf(form, place(problem.field || ''));
      if (field) {
        fields.set(field, (fields.get(field) || []).concat(problem.message));
      } else {
        whole.push(problem.message);
      }
    });
    fields.forEach((messages, field) => kit.setFieldMessage(field, Array.from(new Set(messages)).join(' ')));
    const first = form.querySelector('[data-field].mk-wrong');
    if (whole.length) {
      say(box, 'wrong', whole.length > 1 ? ['没有办成：'].concat(whole) : whole);
    } else if (first) {
      const target = Array.from(first.querySelectorAll('input, select, textarea'))
        .find((control) => control.getAttribute('aria-invalid') === 'true') || first.querySelector('input, select, textarea');
      target.focus();
      target.scrollIntoView({block: 'center'});
    }
  }

  /**
   * A form that is sent to the machine interface.
   *
   * @param options.send builds and sends: a promise of the answer
   * @param options.done is called with a successful answer
   * @param options.place where the form shows a field, if not under its own name
   * @param options.refused shows the problems in a way of its own
   */
  function makeForm(options, ...children) {
    const box = messageBox();
    const button = el('button', {type: 'submit', class: 'mk-button mk-primary', text: options.button});
    const form = el('form', {class: options.class || 'entry', novalidate: true}, box, children, button);
    form.addEventListener('submit', async function (event) {
      event.preventDefault();
      clear(form, box);
      button.disabled = true;
      const answer = await options.send();
      button.disabled = false;
      if (answer.ok) {
        await options.done(answer, box);
      } else if (options.refused && answer.status === 422) {
        options.refused(answer.problems, box);
      } else {
        show(form, box, answer.problems, options.place || ((field) => field));
      }
    });
    form.addEventListener('input', function (event) {
      const field = event.target.closest('[data-field]');
      if (field) {
        kit.setFieldMessage(field, '');
      }
    });
    return form;
  }

  function field(path, label, control, hint) {
    const id = kit.newId('field');
    control.id = id;
    if (hint) {
      control.setAttribute('aria-describedby', id + '-hint');
    }
    return el('div', {class: 'mk-field', 'data-field': path},
      el('label', {for: id, text: label}), control, hint ? el('p', {class: 'mk-hint', id: id + '-hint', text: hint}) : null);
  }

  function textInput(attributes) {
    return el('input', Object.assign({type: 'text', autocomplete: 'off'}, attributes));
  }

  function dateInput() {
    return el('input', {type: 'date', max: '2199-12-31'});
  }

  function disclosure(title, ...children) {
    return el('details', {}, el('summary', {text: title}), children);
  }

  function table(label, heads, rows) {
    return kit.tableBox(label, el('table', {class: 'mk-table'},
      el('thead', {}, el('tr', {}, heads.map((text) => el('th', {scope: 'col', text: text})))), el('tbody', {}, rows)));
  }

  /** A button that opens a line for the reason and sends it. */
  function withReason(text, label, send, done) {
    const place = el('div', {});
    const button = el('button', {
      type: 'button', class: 'mk-button', text: text, 'aria-expanded': 'false',
      onclick: function () {
        const open = place.childElementCount === 0;
        button.setAttribute('aria-expanded', String(open));
        if (!open) {
          place.replaceChildren();
          return;
        }
        const input = el('textarea', {rows: 2, maxlength: 500});
        const wrapped = field('reason', label, input);
        place.replaceChildren(makeForm({
          class: 'reason', button: '确定' + text, send: () => send(input.value), done: done
        }, wrapped));
        input.focus();
      }
    });
    return [button, place];
  }

  // -------------------------------------------------------------------------------------------------------- values

  /** "70" becomes "0.7"; what is no percentage becomes something the interface refuses. */
  function ratioOf(text) {
    const plain = kit.plainNumber(text).replace(/[%％]$/, '');
    const match = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(plain);
    const hundredths = match ? Number(match[1]) * 100 + Number(((match[2] || '') + '00').slice(0, 2)) : -1;
    if (hundredths < 0 || hundredths > 10000) {
      return '%' + plain;
    }
    return Math.floor(hundredths / 10000) + '.' + String(hundredths % 10000).padStart(4, '0');
  }

  function percentOf(ratio) {
    return kit.percent(ratio).replace('%', '');
  }

  function yuan(text) {
    return kit.money(text).replace(/\.00$/, '');
  }

  function bracketName(brackets, i) {
    const from = i === 0 ? '0' : yuan(brackets[i - 1].upTo);
    return brackets[i].upTo ? from + '至' + yuan(brackets[i].upTo) : (i === 0 ? '不分段' : yuan(brackets[i - 1].upTo) + '以上');
  }

  function smallTable(label, heads, rows) {
    return el('table', {class: 'value', 'aria-label': label},
      el('thead', {}, el('tr', {}, heads.map((text, i) => el('th', {scope: 'col', class: i ? 'mk-number' : null, text: text})))),
      el('tbody', {}, rows.map((row) => el('tr', {}, row.map((text, i) => el('td', {class: i ? 'mk-number' : null, text: text}))))));
  }

  /** A value as people read it; never as it is written on the wire. */
  function valueOf(key, value) {
    switch (key && key.kind) {
      case 'RATIO':
        return el('span', {class: 'figure', text: kit.percent(value)});
      case 'AMOUNT':
        return el('span', {class: 'figure', text: yuan(value) + '元'});
      case 'BRACKETS':
        return smallTable(key.name, ['年度个人负担（元）', '救助比例'],
          value.map((bracket, i) => [bracketName(value, i), kit.percent(bracket.ratio)]));
      case 'CATEGORY_TABLE':
        return smallTable(key.name, ['救助对象类别', '救助比例', '年度限额（元）'],
          key.categories.filter((category) => value[category.code]).map((category) => [
            category.name, kit.percent(value[category.code].ratio), yuan(value[category.code].annualCeiling)]));
      default: {
        const choice = ((key && key.choices) || []).find((c) => c.code === value);
        return el('span', {class: 'figure', text: choice ? choice.name : String(value)});
      }
    }
  }

  function percentInput(label) {
    return textInput({inputmode: 'decimal', class: 'mk-money', maxlength: 8, 'aria-label': label});
  }

  function yuanInput(label) {
    return kit.moneyInput(textInput({maxlength: 16, 'aria-label': label}));
  }

  function withUnit(kind, input, unit) {
    return el('span', {class: kind}, input, unit);
  }

  /** The editor of a key's value: {element, read}. */
  function editor(key, current) {
    if (key.choices && key.choices.length) {
      const select = el('select', {});
      kit.fillSelect(select, key.choices);
      return {element: field('value', key.name, select), read: () => select.value};
    }
    switch (key.kind) {
      case 'RATIO': {
        const input = textInput({inputmode: 'decimal', maxlength: 8});
        return {element: field('value', key.name + '（%）', input, '填写百分数，例如 70 表示70%。'), read: () => ratioOf(input.value)};
      }
      case 'AMOUNT': {
        const input = kit.moneyInput(textInput({maxlength: 16}));
        return {element: field('value', key.name + '（元）', input), read: () => kit.plainNumber(input.value)};
      }
      case 'BRACKETS':
        return bracketEditor(key, current);
      case 'CATEGORY_TABLE':
        return categoryEditor(key, current);
      default: {
        if (typeof current === 'string' && !/^\d+$/.test(current)) {
          // A value in words, for example a list of columns: what counts now is the easiest thing to start from.
          const words = textInput({maxlength: 100, value: current});
          return {element: field('value', key.name, words), read: () => words.value.trim()};
        }
        const input = textInput({inputmode: 'numeric', maxlength: 20});
        return {element: field('value', key.name, input), read: () => kit.plainNumber(input.value)};
      }
    }
  }

  function bracketEditor(key, current) {
    const body = el('tbody', {});
    const rows = [];

    function draw() {
      rows.forEach(function (row, i) {
        const last = i === rows.length - 1;
        row.upTo.setAttribute('aria-label', '第' + (i + 1) + '段上限（元）');
        row.ratio.setAttribute('aria-label', '第' + (i + 1) + '段比例（%）');
        row.element = el('tr', {},
          el('td', {text: '第' + (i + 1) + '段'}),
          el('td', {'data-field': 'value[' + i + '].upTo'}, last ? '不设上限' : withUnit('yuan', row.upTo, '元')),
          el('td', {'data-field': 'value[' + i + '].ratio'}, withUnit('percent', row.ratio, '%')),
          el('td', {}, rows.length > 1 ? el('button', {
            type: 'button', class: 'mk-button mk-small', text: '删除', 'aria-label': '删除第' + (i + 1) + '段',
            onclick: function () {
              rows.splice(i, 1);
              draw();
              rows[Math.min(i, rows.length - 1)].ratio.focus();
            }
          }) : null));
      });
      body.replaceChildren(...rows.map((row) => row.element));
    }

    function add(bracket) {
      const row = {upTo: yuanInput(''), ratio: percentInput('')};
      row.upTo.value = bracket && bracket.upTo ? bracket.upTo : '';
      row.ratio.value = bracket ? percentOf(bracket.ratio) : '';
      rows.push(row);
      return row;
    }

    (current || [null]).forEach(add);
    draw();
    return {
      element: el('fieldset', {class: 'mk-field', 'data-field': 'value'},
        el('legend', {text: key.name}),
        el('p', {class: 'mk-hint', text: '按年度个人负担从低到高分段，负担越重比例应越高；最后一段不设上限。'}),
        kit.tableBox(key.name, el('table', {class: 'mk-table'},
          el('thead', {}, el('tr', {}, ['段', '上限（元）', '救助比例（%）', ''].map((text) => el('th', {scope: 'col', text: text})))), body)),
        el('button', {
          type: 'button', class: 'mk-button', text: '增加一段',
          onclick: function () {
            const row = add(null);
            draw();
            row.ratio.focus();
          }
        })),
      read: () => rows.map((row, i) => i === rows.length - 1
        ? {ratio: ratioOf(row.ratio.value)}
        : {upTo: kit.plainNumber(row.upTo.value), ratio: ratioOf(row.ratio.value)})
    };
  }

  function categoryEditor(key, current) {
    const rows = key.categories.map(function (category) {
      const row = {
        code: category.code,
        ratio: percentInput(category.name + '的比例（%）'),
        ceiling: yuanInput(category.name + '的年度限额（元）')
      };
      const before = current && current[category.code];
      row.ratio.value = before ? percentOf(before.ratio) : '';
      row.ceiling.value = before ? before.annualCeiling : '';
      row.element = el('tr', {'data-field': 'value.' + category.code},
        el('th', {scope: 'row', text: category.name}),
        el('td', {'data-field': 'value.' + category.code + '.ratio'}, withUnit('percent', row.ratio, '%')),
        el('td', {'data-field': 'value.' + category.code + '.annualCeiling'}, withUnit('yuan', row.ceiling, '元')));
      return row;
    });
    return {
      element: el('fieldset', {class: 'mk-field', 'data-field': 'value'},
        el('legend', {text: key.name}),
        kit.tableBox(key.name, el('table', {class: 'mk-table'},
          el('thead', {}, el('tr', {}, ['救助对象类别', '救助比例（%）', '年度限额（元）'].map((text) => el('th', {scope: 'col', text: text})))),
          el('tbody', {}, rows.map((row) => row.element))))),
      read: function () {
        const value = {};
        rows.forEach(function (row) {
          value[row.code] = {ratio: ratioOf(row.ratio.value), annualCeiling: kit.plainNumber(row.ceiling.value)};
        });
        return value;
      }
    };
  }

  // ---------------------------------------------------------------------------------------------------- parameters

  /** The two kinds of parameters behave alike; only their values and whether a last day is given differ. */
  const kinds = [
    {section: 'figures', path: '/office-parameters', name: '待遇参数', lastDay: true},
    {section: 'procedure', path: '/procedure-parameters', name: '经办参数', lastDay: false}
  ];

  function stateOf(entry) {
    if (entry.status !== 'APPROVED') {
      return entry.status;
    }
    if (entry.from > today) {
      return 'FUTURE';
    }
    return entry.to && entry.to < today ? 'PAST' : 'IN_FORCE';
  }

  const STATES = {ENTERED: '待审批', REJECTED: '未同意', FUTURE: '尚未生效', PAST: '已失效', IN_FORCE: '现行'};

  function periodCell(entry) {
    return el('td', {class: 'period'}, kit.date(entry.from) + '起', entry.to ? [el('br'), '至' + kit.date(entry.to)] : null);
  }

  function documentCell(entry) {
    return el('td', {}, entry.documentNumber,
      entry.demonstration ? el('span', {class: 'mk-mark', text: '演示数值，虚构'}) : null,
      entry.initial ? el('span', {class: 'mk-mark', text: '系统初始值'}) : null);
  }

  function nameCell(entry) {
    return el('th', {scope: 'row'}, entry.name, el('div', {class: 'mk-hint', text: entry.basis ? '依据：' + entry.basis : ''}));
  }

  function entryRow(kind, entry) {
    const state = stateOf(entry);
    return el('tr', {class: state === 'PAST' || state === 'REJECTED' ? 'past' : null, 'data-id': entry.id},
      nameCell(entry),
      el('td', {}, valueOf(kind.keys.get(entry.parameter), entry.value)),
      periodCell(entry),
      documentCell(entry),
      el('td', {}, entry.initial ? '系统' : [
        '录入：' + nameOf(entry.enteredBy), el('br'), entry.decidedBy ? '审批：' + nameOf(entry.decidedBy) : '尚未审批']),
      el('td', {}, STATES[state], entry.reason ? el('div', {class: 'mk-hint', text: '理由：' + entry.reason}) : null));
  }

  const HEADS = ['参数', '值', '起止', '文号', '录入和审批', '状态'];

  function parameterSection(kind) {
    const shown = [];
    kind.keys.forEach(function (key) {
      const entries = kind.entries.filter((entry) => entry.parameter === key.code
        && ['IN_FORCE', 'FUTURE'].includes(stateOf(entry)));
      if (entries.length) {
        shown.push(...entries.map((entry) => entryRow(kind, entry)));
      } else {
        shown.push(el('tr', {}, nameCell(key), el('td', {colspan: 5, class: 'mk-hint', text: '尚未录入'})));
      }
    });
    const past = kind.entries.filter((entry) => ['PAST', 'REJECTED'].includes(stateOf(entry)));
    content(kind.section).replaceChildren(...[
      kind.keys.size ? table(kind.name, HEADS, shown) : el('p', {text: '本统筹区的文件没有留给经办机构确定的数值。'}),
      past.length ? disclosure('以往的和未同意的记录（' + past.length + '）',
        table('以往的' + kind.name, HEADS, past.map((entry) => entryRow(kind, entry)))) : null,
      officer && kind.keys.size ? entryForm(kind) : null
    ].filter(Boolean));
  }

  function entryForm(kind) {
    const select = el('select', {});
    kit.fillSelect(select, Array.from(kind.keys.values()));
    const place = el('div', {class: 'editor'});
    const from = dateInput();
    const to = dateInput();
    const number = textInput({maxlength: 200});
    let current = null;
    select.addEventListener('change', function () {
      const key = kind.keys.get(select.value);
      const inForce = key && kind.entries.find((entry) => entry.parameter === key.code && stateOf(entry) === 'IN_FORCE');
      current = key ? editor(key, inForce && inForce.value) : null;
      place.replaceChildren(...(current ? [current.element] : []));
    });
    const box = disclosure('录入新的' + kind.name, makeForm({
      button: '录入，交另一人审批',
      send: async function () {
        const command = {
          parameter: select.value, value: current ? current.read() : null, from: from.value, documentNumber: number.value
        };
        if (kind.lastDay) {
          command.to = to.value || null;
        }
        const answer = await kit.call('POST', kind.path, command);
        answer.problems.forEach(function (problem) {
          if (problem.code === 'NOT_A_RATIO') {
            problem.message = NO_PERCENT;
          } else if (problem.code === 'UNKNOWN_PARAMETER') {
            problem.message = '请选择参数。';
          }
        });
        return answer;
      },
      // Two values that contradict each other are named with the parameter between: value.lianyungang….ratio
      place: (path) => select.value && path.startsWith('value.' + select.value)
        ? 'value' + path.slice(('value.' + select.value).length) : path,
      done: async function () {
        await reloadParameters();
        say(content('waiting').querySelector('.said'), 'done', ['已录入，等待另一名政策管理人员审批。审批之前不生效。']);
      }
    },
    el('div', {class: 'mk-grid'}, field('parameter', '参数', select)),
    place,
    el('div', {class: 'mk-grid'},
      field('from', '起始日期', from),
      kind.lastDay ? field('to', '截止日期（可不填）', to, '不填的，到下一次调整的前一天为止。') : null,
      field('documentNumber', '本机构文号', number, '例如 连医保〔2026〕1号'))));
    box.classList.add('enter');
    return box;
  }

  function waiting() {
    const rows = [];
    kinds.forEach(function (kind) {
      kind.entries.filter((entry) => entry.status === 'ENTERED').forEach(function (entry) {
        const key = kind.keys.get(entry.parameter);
        const before = kind.entries.find((e) => e.parameter === entry.parameter && stateOf(e) === 'IN_FORCE');
        rows.push(el('tr', {'data-id': entry.id},
          nameCell(entry),
          el('td', {}, valueOf(key, entry.value)),
          el('td', {}, before ? valueOf(key, before.value) : '尚未录入'),
          periodCell(entry),
          el('td', {text: entry.documentNumber}),
          el('td', {}, nameOf(entry.enteredBy), el('div', {class: 'mk-hint', text: kit.time(entry.enteredAt)})),
          el('td', {class: 'actions'}, decision(kind, entry))));
      });
    });
    content('waiting').replaceChildren(messageBox(), rows.length
      ? table('待审批的参数', ['参数', '新值', '现行值', '起止', '文号', '录入', '办理'], rows)
      : el('p', {class: 'mk-hint', text: '没有待审批的参数。'}));
    content('waiting').firstChild.classList.add('said');
  }

  function decision(kind, entry) {
    if (!officer) {
      return '待政策管理人员审批';
    }
    if (entry.enteredBy === me) {
      return el('span', {class: 'mk-hint', text: '由您录入，须由另一名政策管理人员审批。'});
    }
    const path = kind.path + '/' + entry.id;
    return [
      kit.twoStepButton('同意', '再按一次，确认同意', async function () {
        const answer = await kit.call('POST', path + '/approvals', {});
        if (answer.ok) {
          await reloadParameters();
        }
        const box = content('waiting').querySelector('.said');
        say(box, answer.ok ? 'done' : 'wrong', answer.ok ? ['已同意：' + entry.name + '。'] : answer.problems.map((p) => p.message));
      }),
      withReason('不同意', '不同意的理由', (reason) => kit.call('POST', path + '/rejections', {reason: reason}), async function () {
        await reloadParameters();
        say(content('waiting').querySelector('.said'), 'done', ['已记录不同意的理由：' + entry.name + '。']);
      })
    ];
  }

  async function reloadParameters() {
    await Promise.all(kinds.map(async function (kind) {
      const [keys, entries] = await Promise.all([kit.call('GET', kind.path + '/keys'), kit.call('GET', kind.path)]);
      if (!keys.ok || !entries.ok) {
        throw new Error((keys.problems.concat(entries.problems)[0] || {}).message);
      }
      kind.keys = new Map(keys.body.map((key) => [key.code, key]));
      kind.entries = entries.body;
    }));
    waiting();
    kinds.forEach((kind) => parameterSection(kind));
  }

  // --------------------------------------------------------------------------------------------------------- rules

  async function rules(message) {
    const answer = await kit.call('GET', '/rule-deployments');
    if (!answer.ok) {
      throw new Error(answer.problems[0].message);
    }
    const rows = answer.body.map((version) => el('tr', {class: version.inForce ? null : 'past'},
      el('th', {scope: 'row'}, el('span', {class: 'hash', text: version.version.slice(0, 12)})),
      el('td', {text: kit.time(version.deployedAt)}),
      el('td', {text: version.deployedBy ? nameOf(version.deployedBy) : '随系统版本发布'}),
      el('td', {text: version.inForce ? '现行' : '仅适用于此前开始的案件'}),
      el('td', {}, el('a', {href: '/rules?version=' + version.version, text: '查看', 'aria-label': '查看版本' + version.version.slice(0, 12)}), ' ',
        el('a', {href: '/api/v1/rule-deployments/' + encodeURIComponent(version.deploymentId) + '/file', text: '下载',
          'aria-label': '下载版本' + version.version.slice(0, 12)}))));
    const said = messageBox();
    const file = el('input', {type: 'file', accept: '.dmn,.xml'});
    content('rules').replaceChildren(...[said, table('规则文件的版本', ['版本', '部署时间', '由谁部署', '状态', '文件'], rows),
      officer ? disclosure('部署新的规则文件', makeForm({
        button: '检查并部署',
        send: async function () {
          if (!file.files.length) {
            return {ok: false, status: 0, problems: [{field: 'file', code: 'FILE_MISSING', message: '请选择规则文件（.dmn）。'}]};
          }
          const form = new FormData();
          form.append('file', file.files[0]);
          return kit.call('POST', '/rule-deployments', form);
        },
        refused: (problems, box) => say(box, 'wrong', ['规则文件有误，没有部署：'].concat(Array.from(new Set(problems.map((p) => p.message))))),
        done: () => rules('已部署。此后开始的案件适用新规则，已经开始的案件仍用原规则。')
      }, el('div', {class: 'mk-grid'}, field('file', '规则文件（.dmn）', file,
        '先下载现行文件，用 Camunda Modeler 修改后上传。有误时逐行说明，不部署任何内容。')))) : null].filter(Boolean));
    if (message) {
      say(said, 'done', [message]);
    }
  }

  // ------------------------------------------------------------------------------------------------------ calendar

  const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];

  function dayName(iso) {
    const [, month, day] = iso.split('-').map(Number);
    return month + '月' + day + '日（' + WEEKDAYS[new Date(iso + 'T00:00:00Z').getUTCDay()] + '）';
  }

  function following(iso) {
    const next = new Date(iso + 'T00:00:00Z');
    next.setUTCDate(next.getUTCDate() + 1);
    return next.toISOString().slice(0, 10);
  }

  /** Days one after the other are said as one stretch. */
  function stretches(days) {
    const found = [];
    days.forEach(function (day) {
      const last = found[found.length - 1];
      if (last && following(last[1]) === day) {
        last[1] = day;
      } else {
        found.push([day, day]);
      }
    });
    return found.map(([from, to]) => from === to ? dayName(from) : dayName(from) + '至' + dayName(to)).join('，');
  }

  /** One day or a stretch (2027-02-05至2027-02-11) on each line; what is no date is passed on to be refused. */
  function typedDays(text) {
    const days = [];
    text.split(/[\s,，、;；]+/).filter(Boolean).forEach(function (part) {
      const match = /^(\d{4}-\d{2}-\d{2})(?:至|~|—)(\d{4}-\d{2}-\d{2})$/.exec(part);
      if (!match || match[2] < match[1] || Number.isNaN(Date.parse(match[1])) || Date.parse(match[2]) - Date.parse(match[1]) > 3e9) {
        days.push(part);
        return;
      }
      for (let day = match[1]; day <= match[2]; day = following(day)) {
        days.push(day);
      }
    });
    return days;
  }

  async function calendar(message) {
    const answer = await kit.call('GET', '/working-days');
    if (!answer.ok) {
      throw new Error(answer.problems[0].message);
    }
    const years = answer.body;
    const next = Number(today.slice(0, 4)) + 1;
    const known = years.some((year) => year.year === next);
    const said = messageBox();
    content('calendar').replaceChildren(...[
      said,
      known ? null : el('p', {class: 'mk-warning', text: next + '年的安排尚未录入。录入之前，跨年的期限暂按星期一至星期五计算。'}),
      ...yearBoxes(years.map(function (year) {
        const days = (kind) => year.days.filter((day) => day.kind === kind && !day.own).map((day) => day.day);
        const own = year.days.filter((day) => day.own);
        const box = disclosure(year.year + '年' + (own.length ? '（本机构调整' + own.length + '天）' : ''),
          el('dl', {class: 'mk-facts'},
            el('dt', {text: '工作日放假'}), el('dd', {text: stretches(days('DAY_OFF')) || '无'}),
            el('dt', {text: '周末调休上班'}), el('dd', {text: stretches(days('WORKING_DAY')) || '无'}),
            el('dt', {text: '依据'}), el('dd', {text: year.source + '（' + nameOf(year.enteredBy) + '录入）'})),
          own.length ? table('本机构的调整', ['日期', '调整为', '依据', '录入'], own.map((day) => el('tr', {},
            el('td', {text: dayName(day.day)}), el('td', {text: day.kind === 'DAY_OFF' ? '放假' : '上班'}),
            el('td', {text: day.source}),
            el('td', {text: nameOf(day.enteredBy) + '，' + kit.time(day.enteredAt)})))) : null);
        box.classList.add('year');
        box.open = year.year === Number(today.slice(0, 4));
        box.dataset.year = year.year;
        return box;
      })),
      officer ? amendForm() : null,
      officer ? yearForm(known ? next + 1 : next) : null
    ].filter(Boolean));
    if (message) {
      say(said, 'done', [message]);
    }
  }

  /** Years long past are out of the way, but there. */
  function yearBoxes(boxes) {
    const old = boxes.filter((box) => Number(box.dataset.year) < Number(today.slice(0, 4)) - 1);
    return boxes.filter((box) => !old.includes(box)).concat(old.length ? disclosure('以往年度', old) : []);
  }

  function amendForm() {
    const day = dateInput();
    const kind = el('select', {});
    kit.fillSelect(kind, [{code: 'DAY_OFF', name: '放假'}, {code: 'WORKING_DAY', name: '上班'}]);
    const source = textInput({maxlength: 200});
    return disclosure('调整一天（只对本机构）', makeForm({
      button: '保存调整',
      send: () => kit.call('POST', '/working-days/amendments', {day: day.value, kind: kind.value, source: source.value}),
      done: () => calendar('已调整。此后计算的期限按新的安排。')
    }, el('div', {class: 'mk-grid'},
      field('day', '日期', day), field('kind', '调整为', kind), field('source', '依据', source, '例如 防台风停工通告'))));
  }

  function yearForm(proposal) {
    const year = textInput({inputmode: 'numeric', maxlength: 4, value: String(proposal)});
    const off = el('textarea', {rows: 5});
    const working = el('textarea', {rows: 5});
    const source = textInput({maxlength: 200});
    const hint = '每行一天，或者一段，例如 ' + proposal + '-10-01至' + proposal + '-10-07。';
    return disclosure('录入新年度的安排（各机构共用）', makeForm({
      button: '保存全年安排',
      send: () => kit.call('POST', '/working-days', {
        year: /^\d{4}$/.test(year.value.trim()) ? Number(year.value.trim()) : null,
        daysOff: typedDays(off.value), workingDays: typedDays(working.value), source: source.value
      }),
      done: () => calendar('已录入全年安排。')
    }, el('div', {class: 'mk-grid'},
      field('year', '年份', year), field('source', '依据', source, '国务院办公厅放假安排通知的文号'),
      field('daysOff', '放假日期', off, hint + '其中的星期六、星期日不必去掉。'),
      field('workingDays', '调休上班的星期六、星期日', working, hint))));
  }

  // ---------------------------------------------------------------------------------------------------- expert ties

  async function ties(message) {
    const answer = await kit.call('GET', '/expert-ties');
    if (!answer.ok) {
      throw new Error(answer.problems[0].message);
    }
    const row = (tie) => el('tr', {class: tie.endedAt ? 'past' : null},
      el('th', {scope: 'row', text: tie.expertName}),
      el('td', {text: tie.hospitalName}),
      el('td', {text: tie.reason}),
      el('td', {}, nameOf(tie.enteredBy), el('div', {class: 'mk-hint', text: kit.time(tie.enteredAt)})),
      el('td', {class: 'actions'}, tie.endedAt
        ? ['已解除：' + tie.endReason, el('div', {class: 'mk-hint', text: nameOf(tie.endedBy) + '，' + kit.time(tie.endedAt)})]
        : officer ? ending(tie) : '有效'));
    const lasting = answer.body.ties.filter((tie) => !tie.endedAt);
    const ended = answer.body.ties.filter((tie) => tie.endedAt);
    const heads = ['专家', '医院', '原因', '登记', '状态'];
    const said = messageBox();
    content('ties').replaceChildren(...[
      said,
      lasting.length ? table('有效的回避登记', heads, lasting.map(row)) : el('p', {class: 'mk-hint', text: '没有有效的回避登记。'}),
      ended.length ? disclosure('已解除的登记（' + ended.length + '）', table('已解除的登记', heads, ended.map(row))) : null,
      officer ? tieForm(answer.body.experts) : null
    ].filter(Boolean));
    if (message) {
      say(said, 'done', [message]);
    }
  }

  function ending(tie) {
    const [button, place] = withReason('解除', '解除的原因',
      (reason) => kit.call('POST', '/expert-ties/' + tie.id + '/endings', {reason: reason}), () => ties('已解除。'));
    button.setAttribute('aria-label', '解除' + tie.expertName + '的回避登记');
    return [button, place];
  }

  function tieForm(experts) {
    const expert = el('select', {});
    kit.fillSelect(expert, experts.map((e) => ({code: e.id, name: e.name})));
    const listId = kit.newId('hospitals');
    const list = el('datalist', {id: listId});
    const codes = new Map();
    let pause = null;
    const hospital = textInput({list: listId, maxlength: 100, oninput: function () {
      clearTimeout(pause);
      pause = setTimeout(async function () {
        const answer = await kit.call('GET', '/hospitals?query=' + encodeURIComponent(hospital.value.trim()));
        if (answer.ok) {
          answer.body.forEach((found) => codes.set(found.name, found.code));
          list.replaceChildren(...answer.body.map((found) => el('option', {value: found.name})));
        }
      }, 250);
    }});
    const reason = textInput({maxlength: 500});
    return disclosure('登记回避', makeForm({
      button: '登记',
      send: async function () {
        const typed = hospital.value.trim();
        if (typed && !codes.has(typed)) {
          const answer = await kit.call('GET', '/hospitals?query=' + encodeURIComponent(typed));
          (answer.body && answer.ok ? answer.body : []).forEach((found) => codes.set(found.name, found.code));
        }
        return kit.call('POST', '/expert-ties', {
          expert: expert.value, hospitalCode: codes.get(typed) || typed, reason: reason.value
        });
      },
      done: () => ties('已登记。')
    }, el('div', {class: 'mk-grid'},
      field('expert', '专家', expert),
      field('hospitalCode', '医院', hospital, '输入名称的一部分，从列表中选择。'),
      field('reason', '回避原因', reason, '例如 在该院执业')), list));
  }

  // -------------------------------------------------------------------------------------------------------- opening

  function opened(section, loading) {
    const place = content(section);
    place.replaceChildren(el('p', {class: 'mk-hint', role: 'status', text: '正在读取，请稍候……'}));
    return loading().catch(function (e) {
      const box = messageBox();
      place.replaceChildren(box);
      box.className = 'mk-message mk-message-wrong';
      box.textContent = e.message || '没有读取成功，请刷新页面。';
      box.hidden = false;
    });
  }

  kinds.forEach((kind) => content(kind.section).replaceChildren());
  opened('waiting', reloadParameters);
  opened('rules', rules);
  opened('calendar', calendar);
  opened('ties', ties);
}());
