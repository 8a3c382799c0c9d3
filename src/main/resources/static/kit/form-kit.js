/*
 * What the embedded forms share: elements, calls to the server, messages at the fields, the hand-over to the engine. The fields
 * themselves are in fields.js.
 *
 * A form (forms/*.html) is deployed with its process and keeps its version; this kit is served by the running
 * application. Texts from the server reach the page only through textContent, never as markup.
 */
(function () {
  'use strict';

  const kit = {};
  window.medaidKit = kit;

  const TOKEN_COOKIE = 'MEDAID-CSRF';
  const TOKEN_HEADER = 'X-MEDAID-CSRF';
  const API = '/api/v1';
  const RECHECK_AFTER_MS = 700;
  const DRAFT_AFTER_MS = 1500;

  // ---------------------------------------------------------------------------------------------------- elements

  /** Makes an element: attributes, `on…` listeners, `text`, children (elements, texts, null). */
  kit.el = function (tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) {
        continue;
      }
      if (name.startsWith('on')) {
        element.addEventListener(name.slice(2), value);
      } else if (name === 'text') {
        element.textContent = value;
      } else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'hidden') {
        element[name] = value;
      } else {
        element.setAttribute(name, value === true ? '' : value);
      }
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) {
        element.append(child);
      }
    }
    return element;
  };
  const el = kit.el;

  let lastId = 0;
  kit.newId = function (stem) {
    lastId += 1;
    return 'mk-' + stem + '-' + lastId;
  };

  /** Fills a select; the first choice is empty unless `empty` is null. */
  kit.fillSelect = function (select, options, empty) {
    select.replaceChildren();
    if (empty !== null) {
      select.append(el('option', {value: '', text: empty === undefined ? '请选择' : empty}));
    }
    for (const option of options) {
      select.append(el('option', {value: option.code, text: option.name}));
    }
  };

  /** A table that can be scrolled sideways by mouse and keyboard when the column is narrow. */
  kit.tableBox = function (label, table) {
    return el('div', {class: 'mk-table-box', tabindex: '0', role: 'region', 'aria-label': label}, table);
  };

  /** A button that asks once more before it does something that cannot be taken back. */
  kit.twoStepButton = function (text, question, action, attributes) {
    let armed = null;
    const button = el('button', Object.assign({type: 'button', class: 'mk-button', text: text}, attributes));
    const disarm = function () {
      clearTimeout(armed);
      armed = null;
      button.textContent = text;
      button.classList.remove('mk-danger');
    };
    button.addEventListener('click', function () {
      if (armed) {
        disarm();
        action(button);
      } else {
        button.textContent = question;
        button.classList.add('mk-danger');
        armed = setTimeout(disarm, 8000);
      }
    });
    button.addEventListener('blur', disarm);
    return button;
  };

  // ------------------------------------------------------------------------------------------- money, dates, words

  /** Yuan as typed on a Chinese keyboard, without separators: "１，２３４．５" becomes "1234.5". */
  kit.plainNumber = function (text) {
    return String(text || '')
      .replace(/[\uff10-\uff19]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
      .replace(/[\uff0e\u3002]/g, '.')
      .replace(/[,\uff0c\s\u00a5\uffe5]/g, '');
  };

  /** Fen of a well-formed amount, null otherwise. */
  kit.fen = function (text) {
    const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(kit.plainNumber(text));
    return match ? Number(match[1]) * 100 + Number(((match[2] || '') + '00').slice(0, 2)) : null;
  };

  kit.yuan = function (fen) {
    const sign = fen < 0 ? '-' : '';
    const digits = String(Math.abs(fen)).padStart(3, '0');
    return sign + digits.slice(0, -2) + '.' + digits.slice(-2);
  };

  /** An amount for reading: "12,345.60". */
  kit.money = function (text) {
    if (text === null || text === undefined || text === '') {
      return '';
    }
    const [whole, part] = String(text).split('.');
    return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') + '.' + ((part || '') + '00').slice(0, 2);
  };

  kit.percent = function (ratio) {
    return ratio === null || ratio === undefined ? '' : String(Math.round(Number(ratio) * 10000) / 100) + '%';
  };

  kit.date = function (iso) {
    const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso || '');
    return match ? Number(match[1]) + '年' + Number(match[2]) + '月' + Number(match[3]) + '日' : '';
  };

  kit.time = function (instant) {
    if (!instant) {
      return '';
    }
    const parts = {};
    new Intl.DateTimeFormat('zh-CN', {
      timeZone: 'Asia/Shanghai', year: 'numeric', month: 'numeric', day: 'numeric',
      hour: '2-digit', minute: '2-digit', hour12: false
    }).formatToParts(new Date(instant)).forEach((part) => { parts[part.type] = part.value; });
    return parts.year + '年' + parts.month + '月' + parts.day + '日 ' + parts.hour + ':' + parts.minute;
  };

  kit.period = function (category) {
    return kit.date(category.from) + '起' + (category.to ? '，至' + kit.date(category.to) : '，长期有效');
  };

  kit.yesNo = function (value) {
    return value ? '是' : '否';
  };

  kit.citation = function (citation) {
    return citation ? citation.document + ' ' + citation.article : '';
  };

  kit.hospitalLine = function (hospital) {
    const level = hospital.levelName || ['', '一级', '二级', '三级'][hospital.level] || '';
    return [level, hospital.divisionName, hospital.designated ? '定点' : '非定点'].filter(Boolean).join(' · ');
  };

  kit.fileSize = function (bytes) {
    return bytes < 1024 * 1024 ? Math.max(1, Math.round(bytes / 1024)) + ' 千字节' : (bytes / 1048576).toFixed(1) + ' 兆字节';
  };

  // ------------------------------------------------------------------------------------------------------- server

  function cookie(name) {
    const match = document.cookie.split('; ').find((part) => part.startsWith(name + '='));
    return match ? decodeURIComponent(match.slice(name.length + 1)) : null;
  }

  async function ensureToken() {
    if (!cookie(TOKEN_COOKIE)) {
      await fetch(API + '/csrf', {credentials: 'same-origin', headers: {Accept: 'application/json'}});
    }
    return cookie(TOKEN_COOKIE) || '';
  }

  function parse(text) {
    try {
      return text ? JSON.parse(text) : null;
    } catch (e) {
      return null;
    }
  }

  /** What a failed call means to the person at the screen: always at least one problem. */
  function problemsOf(status, body) {
    if (body && Array.isArray(body.errors) && body.errors.length) {
      return body.errors;
    }
    if (body && body.detail) {
      return [{field: body.field || '', code: body.code || '', message: body.detail}];
    }
    const messages = {
      0: '连接不上服务器，请检查网络后再试。',
      401: '登录已过期，请重新登录后再办理。',
      403: '您没有办理此事项的权限。',
      404: '没有找到所需的资料。',
      413: '文件太大，不能超过20兆字节。'
    };
    return [{field: '', code: 'HTTP_' + status, message: messages[status] || '系统暂时不能办理，请稍后再试。'}];
  }

  function answerOf(status, text) {
    const body = parse(text);
    const ok = status >= 200 && status < 300;
    return {ok: ok, status: status, body: body, problems: ok ? [] : problemsOf(status, body)};
  }

  /** Calls the application. Never throws: `{ok, status, body, problems}`. */
  kit.call = async function (method, path, body, signal) {
    try {
      const request = {method: method, credentials: 'same-origin', headers: {Accept: 'application/json'}, signal: signal};
      if (method !== 'GET') {
        request.headers[TOKEN_HEADER] = await ensureToken();
      }
      if (body instanceof FormData) {
        request.body = body;
      } else if (body !== undefined) {
        request.headers['Content-Type'] = 'application/json';
        request.body = JSON.stringify(body);
      }
      const response = await fetch(API + path, request);
      return answerOf(response.status, await response.text());
    } catch (e) {
      if (e.name === 'AbortError') {
        return {ok: false, aborted: true, status: 0, body: null, problems: []};
      }
      return answerOf(0, '');
    }
  };

  /** The check at the moment of sending must be over before the engine's own button goes on: hence not asynchronous. */
  function checkNow(path, body) {
    try {
      const request = new XMLHttpRequest();
      request.open('POST', API + path, false);
      request.setRequestHeader('Content-Type', 'application/json');
      request.setRequestHeader('Accept', 'application/json');
      request.setRequestHeader(TOKEN_HEADER, cookie(TOKEN_COOKIE) || '');
      request.send(JSON.stringify(body));
      return answerOf(request.status, request.responseText);
    } catch (e) {
      return answerOf(0, '');
    }
  }

  // ---------------------------------------------------------------------------------------- messages at the fields

  const CONTROLS = 'input:not([type=hidden]):not([hidden]), select, textarea, button.mk-field-focus, button.mk-add';

  function fieldOf(root, path) {
    for (let at = path; at; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
      const found = root.querySelector('[data-field="' + CSS.escape(at) + '"]');
      if (found) {
        return found;
      }
    }
    return null;
  }

  function describe(control, id, on) {
    const ids = new Set((control.getAttribute('aria-describedby') || '').split(' ').filter(Boolean));
    if (on) {
      ids.add(id);
    } else {
      ids.delete(id);
    }
    if (ids.size) {
      control.setAttribute('aria-describedby', Array.from(ids).join(' '));
    } else {
      control.removeAttribute('aria-describedby');
    }
  }

  function ownControls(field) {
    return Array.from(field.querySelectorAll(CONTROLS)).filter((c) => c.closest('[data-field]') === field);
  }

  kit.setFieldMessage = function (field, message) {
    let text = Array.from(field.querySelectorAll('.mk-error')).find((e) => e.closest('[data-field]') === field);
    if (!text) {
      if (!message) {
        return;
      }
      text = el('p', {class: 'mk-error', id: kit.newId('error')});
      field.append(text);
    }
    text.textContent = message || '';
    text.hidden = !message;
    field.classList.toggle('mk-wrong', Boolean(message));
    for (const control of ownControls(field)) {
      if (message) {
        control.setAttribute('aria-invalid', 'true');
      } else {
        control.removeAttribute('aria-invalid');
      }
      describe(control, text.id, Boolean(message));
    }
  };

  /** The page inside one Tasklist form. */
  class Page {
    constructor(camForm, root) {
      this.camForm = camForm;
      this.root = root;
      this.payload = null;
      this.checkPath = null;
      this.busy = 0;
      this.options = null;
      this.claim = null;
      this.claimId = null;
      /** What the engine knows of the case: its id, and what the form's script asked for. */
      this.variables = {};
      /** The article that the case's procedure rests on, as printed. */
      this.basis = null;
      /** What the page itself sees wrong, beside what the server says. */
      this.own = () => [];
      /** Where the page shows a field of the payload, if not under its own name. */
      this.place = (field) => field;
      this.attempted = false;
      this.waiting = null;
      /** The saving of a draft that is about to be. */
      this.saving = null;
      this.message = el('div', {class: 'mk-message', role: 'alert', tabindex: '-1', hidden: true});
      root.prepend(this.message);
      const changed = (event) => {
        const field = event.target.closest('[data-field]');
        // A chosen file has been judged already, by those who listen nearer to it.
        if (field && root.contains(field) && event.target.type !== 'file') {
          kit.setFieldMessage(field, '');
        }
        this.recheck();
      };
      root.addEventListener('input', changed);
      root.addEventListener('change', changed);
    }

    find(selector) {
      return this.root.querySelector(selector);
    }

    /** A message for the whole form; `kind` is `wrong`, `done` or `note`. */
    say(text, kind) {
      this.message.className = 'mk-message mk-message-' + (kind || 'note');
      this.message.replaceChildren(el('p', {text: text}));
      this.message.hidden = !text;
    }

    clearProblems() {
      this.root.querySelectorAll('[data-field].mk-wrong').forEach((field) => kit.setFieldMessage(field, ''));
      this.message.hidden = true;
    }

    /** Puts each message at its field, what has no field at the top, and goes to the first wrong field. */
    show(problems, focus) {
      this.clearProblems();
      const whole = [];
      const fields = new Map();
      for (const problem of problems) {
        const field = fieldOf(this.root, this.place(problem.field || ''));
        if (!field) {
          whole.push(problem.message);
        } else {
          for (let around = field.closest('details'); around; around = around.parentElement.closest('details')) {
            around.open = true;
          }
          fields.set(field, (fields.get(field) || []).concat(problem.message));
        }
      }
      fields.forEach((messages, field) => kit.setFieldMessage(field, Array.from(new Set(messages)).join(' ')));
      const first = this.find('[data-field].mk-wrong');
      if (problems.length) {
        this.message.className = 'mk-message mk-message-wrong';
        const sum = fields.size ? ['有' + fields.size + '处需要更正，请看各栏下的红字。'] : [];
        this.message.replaceChildren(...sum.concat(whole).map((text) => el('p', {text: text})));
        this.message.hidden = false;
      }
      if (focus && problems.length) {
        const target = first && (ownControls(first).find((c) => !c.disabled) || first.querySelector(CONTROLS));
        (target || this.message).focus();
        (target || this.message).scrollIntoView({block: 'center'});
      }
    }

    /** The server's problems, and those the fields and the page see themselves where the server has said nothing. */
    withOwn(problems) {
      const own = Array.from(this.root.querySelectorAll('input:not(:disabled)'))
        .filter((input) => input.ownCheck && input.closest('[data-field]') && !input.closest('[hidden]') && input.ownCheck())
        .map((input) => ({field: input.closest('[data-field]').dataset.field, code: 'FIELD_INVALID', message: input.ownCheck()}))
        .concat(this.own());
      return problems.concat(own.filter((problem) => !problems.some((p) => this.place(p.field) === problem.field)));
    }

    /** Once a person has tried to send, what they type is checked along the way, so that messages go as they correct. */
    recheck() {
      if (!this.attempted || !this.payload) {
        return;
      }
      clearTimeout(this.waiting);
      this.waiting = setTimeout(async () => {
        if (!document.contains(this.root)) {
          return;
        }
        const answer = await kit.call('POST', this.checkPath, this.payload());
        if (answer.ok || answer.status === 422) {
          this.show(this.withOwn(answer.problems), false);
        }
      }, RECHECK_AFTER_MS);
    }

    /** The engine's own button was pressed: check, then hand over or hold back. */
    submit() {
      const camForm = this.camForm;
      camForm.submitPrevented = true;
      if (!this.payload) {
        return;
      }
      if (this.busy) {
        this.say('附件还在上传，请稍候再提交。', 'wrong');
        this.message.focus();
        return;
      }
      clearTimeout(this.waiting);
      clearTimeout(this.saving);
      this.attempted = true;
      const payload = this.payload();
      const answer = checkNow(this.checkPath, payload);
      const problems = this.withOwn(answer.problems);
      if (problems.length) {
        this.show(problems, true);
        return;
      }
      this.clearProblems();
      kit.handOver(camForm, 'form', JSON.stringify(payload));
      camForm.submitPrevented = false;
    }
  }

  /** The engine refused what had passed the check: something changed in between. */
  function sendingFailed(page, error) {
    if (error && /submission prevented/.test(error.message || '')) {
      return;
    }
    const answer = checkNow(page.checkPath, page.payload());
    if (answer.problems.length) {
      page.show(answer.problems, true);
    } else {
      page.say('没有提交成功。请稍后再试；仍不成功的，请回到任务列表看本案是否已由他人办理。', 'wrong');
      page.message.focus();
    }
  }

  // --------------------------------------------------------------------------- colleagues' words and the own draft

  /** Comments on the case and why a colleague handed the task over, above the form; and the draft of who has the task. */
  async function beside(page) {
    const task = encodeURIComponent(page.camForm.taskId);
    const answer = await kit.call('GET', '/tasks/' + task + '/notes');
    if (!answer.ok) {
      return;
    }
    const notes = answer.body;
    if (notes.handedOver || notes.comments.length) {
      page.message.after(el('section', {class: 'mk-notes', 'aria-label': '同事的备注'},
        notes.handedOver ? el('p', {}, el('strong', {text: notes.handedOver.from + '转交给您'}),
          el('span', {class: 'mk-hint', text: '（' + notes.handedOver.at + '）'}), '：' + notes.handedOver.reason) : null,
        notes.comments.map((comment) => el('p', {}, el('strong', {text: comment.by}),
          el('span', {class: 'mk-hint', text: '（' + comment.at + '，' + comment.step + '）'}), '：' + comment.text))));
    }
    // A task that nobody has is often taken while its form is open.
    await keepDraft(page, '/tasks/' + task + '/draft');
  }

  /** What people fill in. Files are stored already, and what is picked from a search is looked up again. */
  function kept(field) {
    return Array.from(field.querySelectorAll('input:not([type=file]):not([role=combobox]), select, textarea'))
      .filter((control) => control.closest('[data-field]') === field);
  }

  function snapshot(root) {
    const entries = [];
    root.querySelectorAll('[data-field]').forEach(function (field) {
      kept(field).forEach(function (control, place) {
        const ticked = control.type === 'radio' || control.type === 'checkbox';
        entries.push({field: field.dataset.field, place: place, value: ticked ? control.checked : control.value});
      });
    });
    return entries;
  }

  /** The control an entry belongs to; rows that are not there yet are added as a person would. */
  function controlOf(root, entry) {
    const find = function () {
      const field = root.querySelector('[data-field="' + CSS.escape(entry.field) + '"]');
      return field ? kept(field)[entry.place] : undefined;
    };
    const row = /^(.+)\.(\d+)\.[^.]+$/.exec(entry.field);
    const list = row && root.querySelector('[data-field="' + CSS.escape(row[1]) + '"]');
    const add = list && list.querySelector('button.mk-add');
    for (let missing = add ? Number(row[2]) + 1 : 0; missing > 0 && !find(); missing -= 1) {
      add.click();
    }
    return find();
  }

  function restore(root, entries) {
    let lost = 0;
    entries.forEach(function (entry) {
      const control = controlOf(root, entry);
      if (!control || control.disabled) {
        lost += control || entry.value === '' || entry.value === false ? 0 : 1;
        return;
      }
      const ticked = control.type === 'radio' || control.type === 'checkbox';
      if ((ticked ? control.checked : control.value) === entry.value) {
        return;
      }
      if (ticked) {
        control.checked = entry.value;
      } else {
        control.value = entry.value;
      }
      // A radio button that is not chosen says nothing; the chosen one tells.
      if (!(control.type === 'radio' && !entry.value)) {
        control.dispatchEvent(new Event('input', {bubbles: true}));
        control.dispatchEvent(new Event('change', {bubbles: true}));
      }
    });
    return lost;
  }

  async function keepDraft(page, path) {
    const root = page.root;
    const status = el('p', {class: 'mk-hint mk-draft-saved', role: 'status'});
    root.append(status);
    const before = snapshot(root);
    const found = await kit.call('GET', path);
    if (found.ok && found.body.content) {
      const lost = restore(root, found.body.content.entries || []);
      const said = el('p', {class: 'mk-draft', role: 'status'},
        '已恢复' + kit.time(found.body.savedAt) + '保存的草稿，提交前请核对。附件和从查找结果中选定的内容不在草稿中，请重新选择。'
          + (lost ? '另有' + lost + '处没有恢复。' : ''), ' ');
      said.append(kit.twoStepButton('不用草稿', '确定删除草稿？', async function () {
        clearTimeout(page.saving);
        const dropped = await kit.call('DELETE', path);
        if (dropped.ok) {
          restore(root, before);
          clearTimeout(page.saving);
          said.remove();
          status.textContent = '草稿已删除。';
        }
      }, {class: 'mk-button mk-small'}));
      page.message.after(said);
    }
    const save = async function () {
      clearTimeout(page.saving);
      const answer = await kit.call('PUT', path, {entries: snapshot(root)});
      status.textContent = answer.ok ? '草稿已保存（' + kit.time(answer.body.savedAt) + '），只有您能看到。'
        : '草稿没有保存：' + answer.problems[0].message;
    };
    const soon = function () {
      clearTimeout(page.saving);
      page.saving = setTimeout(save, DRAFT_AFTER_MS);
    };
    root.addEventListener('input', soon);
    root.addEventListener('change', soon);
    // Tasklist's own button, which would keep it in the browser.
    page.camForm.on('store', save);
  }

  /** Gives the dialog of the start form room for a paper form. */
  function widen(root) {
    const dialog = root.closest('.modal-dialog');
    if (dialog) {
      dialog.classList.add('mk-wide');
    }
  }

  function styles() {
    if (!document.querySelector('link[data-medaid-kit]')) {
      document.head.append(el('link', {rel: 'stylesheet', href: '/kit/form-kit.css', 'data-medaid-kit': true}));
    }
  }

  /** Loads a further script of the kit. The charset is said here: Tasklist's page is not read as UTF-8 everywhere. */
  kit.load = function (path) {
    return new Promise(function (resolve, reject) {
      document.head.append(el('script', {src: path, charset: 'UTF-8', onload: resolve, onerror: () => reject(new Error(path))}));
    });
  };

  /**
   * Where the cases of each kind are asked for. `variable` has the case's id in the engine; forms deployed before the kit read
   * it themselves and keep their promise of it under `known`. `ofCase`: the article is the case's own, not the procedure's.
   */
  kit.KINDS = {
    claim: {variable: 'claimId', known: 'claimKnown', options: '/form-options', ownOptions: true, checks: '/claim-checks/', cases: '/claims/'},
    application: {variable: 'applicationId', known: 'caseKnown', options: '/application-options', checks: '/application-checks/', cases: '/applications/'},
    referral: {variable: 'referralId', known: 'caseKnown', options: '/referral-options', checks: '/referral-checks/', cases: '/referrals/', ofCase: true},
    review: {variable: 'rosterReviewId', known: 'caseKnown', options: '/roster-review-options', checks: '/roster-review-checks/', cases: '/roster-reviews/'},
    statement: {variable: 'statementId', known: 'caseKnown', options: '/hospital-statement-options', checks: '/hospital-statement-checks/', cases: '/hospital-statements/', ofCase: true},
    payment: {variable: 'paymentBatchId', known: 'caseKnown', options: '/payment-options', checks: '/payment-checks/', cases: '/payment-batches/'},
    recovery: {variable: 'recoveryId', known: 'caseKnown', options: '/recovery-options', checks: '/recovery-checks/', cases: '/recoveries/', ofCase: true}
  };

  /** Gives the engine a value with the form; it is transient, so nothing of it stays in the engine. */
  kit.handOver = function (camForm, name, value) {
    const variables = camForm.variableManager;
    if (!variables.variable(name)) {
      variables.createVariable({name: name, type: 'String', value: null, valueInfo: {transient: true}});
    }
    variables.variableValue(name, value);
  };

  /** The ids a task's form works on, by their names. They are read here and not sent back. */
  async function idsOf(camForm, kind) {
    if (camForm[kind.known]) {
      return {[kind.variable]: await camForm[kind.known]};
    }
    const variables = await new Promise(function (resolve, reject) {
      camForm.client.resource('task').formVariables({
        id: camForm.taskId, names: [kind.variable].concat(camForm.medaidVariables || []), deserializeValues: false
      }, (error, found) => (error ? reject(error) : resolve(found)));
    });
    return Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variable.value]));
  }

  /**
   * Opens a form.
   *
   * @param camForm the engine's form; `medaidVariables` names what its script wants to know beside the case's id
   * @param name file name of the form, names its check
   * @param build builds the page, gets it and returns (a promise of) the function that reads the payload
   * @param kindName which kind of case, a bill's if not said
   */
  kit.open = async function (camForm, name, build, kindName) {
    const kind = kit.KINDS[kindName || 'claim'];
    const element = camForm.formElement[0];
    const root = element.querySelector('.mk');
    const loading = el('p', {class: 'mk-loading', role: 'status', text: '正在读取，请稍候……'});
    styles();
    widen(root);
    root.before(loading);
    root.hidden = true;
    element.setAttribute('novalidate', '');
    element.addEventListener('submit', (event) => event.preventDefault());
    const page = new Page(camForm, root);
    camForm.medaidPage = page;
    const started = camForm.taskId === undefined || camForm.taskId === null;
    try {
      const [ids] = await Promise.all([started ? {} : idsOf(camForm, kind), kit.load('/kit/fields.js')]);
      page.variables = ids;
      page.claimId = started ? null : ids[kind.variable];
      const [options, claim] = await Promise.all([
        kit.call('GET', page.claimId && kind.ownOptions ? kind.cases + page.claimId + kind.options : kind.options),
        page.claimId ? kit.call('GET', kind.cases + page.claimId) : null,
        ensureToken()
      ]);
      const refused = [options, claim].find((answer) => answer && !answer.ok);
      if (refused) {
        page.show(refused.problems, false);
        return;
      }
      page.options = options.body;
      page.claim = claim && claim.body;
      page.case = page.claim;
      page.basis = (kind.ofCase && page.case && page.case.basis) || page.options.basis || null;
      page.checkPath = started ? kind.checks + name : kind.cases + page.claimId + '/form-checks/' + name;
      if (page.options.demonstration) {
        root.prepend(el('p', {class: 'mk-demonstration', text: '演示系统：人员、单据和金额均为虚构，不作办理依据。'}));
      }
      page.payload = await build(page);
      root.append(el('p', {class: 'mk-signature', text: '经办人签名：____________________　　日期：______年____月____日'}));
      if (!started) {
        await beside(page);
      }
      camForm.on('submit-failed', (form, args) => sendingFailed(page, args && args[0]));
    } catch (e) {
      page.say('表单没有打开成功，请关闭后重新打开。', 'wrong');
      throw e;
    } finally {
      loading.remove();
      root.hidden = false;
    }
  };

  // --------------------------------------------------------------------------------------------------------- parts

  kit.section = function (title, ...children) {
    const id = kit.newId('section');
    return el('section', {class: 'mk-section', 'aria-labelledby': id}, el('h4', {id: id, text: title}), children);
  };

  /** The files of a case: named, with a link that opens each in a new window. */
  kit.documentList = function (documents) {
    if (!documents.length) {
      return el('p', {class: 'mk-hint', text: '没有附件。'});
    }
    return el('ul', {class: 'mk-documents'}, documents.map((document) => el('li', {},
      el('a', {
        href: API + '/documents/' + encodeURIComponent(document.documentId), target: '_blank', rel: 'noopener',
        text: document.fileName, title: '在新窗口中查看'
      }),
      el('span', {class: 'mk-hint', text: '（' + kit.fileSize(document.size) + '）'}))));
  };

  /** A fact of a summary; nothing where there is nothing to say. */
  kit.row = function (label, value) {
    return value === null || value === undefined || value === '' ? []
      : [el('dt', {text: label}), el('dd', {}, value)];
  };
  const row = kit.row;

  /** A table for reading: amounts stand to the right. */
  kit.table = function (label, heads, rows) {
    return kit.tableBox(label, el('table', {class: 'mk-table'},
      el('thead', {}, el('tr', {}, heads.map((head) => el('th', {scope: 'col', class: /元/.test(head) ? 'mk-number' : null, text: head})))),
      el('tbody', {}, rows)));
  };

  kit.AMOUNTS = [
    ['total', '医疗总费用'], ['inScope', '政策范围内费用'], ['selfPaid', '自费费用'], ['deductible', '其中：起付标准以下费用'],
    ['basicPaid', '基本医疗保险已付'], ['criticalIllnessPaid', '大病保险已付'], ['supplementaryPaid', '补充医疗保险已付']
  ];

  function codeName(list, code) {
    const found = (list || []).find((entry) => entry.code === code);
    return found ? found.name : '';
  }

  /** The items of a case as a table; `shown` limits them. */
  kit.itemTable = function (claim, options) {
    const table = el('table', {class: 'mk-table'},
      el('thead', {}, el('tr', {},
        ['行号', '项目名称', '目录类别', '费用归类'].map((text) => el('th', {scope: 'col', text: text})),
        el('th', {scope: 'col', class: 'mk-number', text: '金额（元）'}),
        options.exclusionArticles.length ? el('th', {scope: 'col', text: '拟不予支付'}) : null)),
      el('tbody', {}, claim.items.map((item) => el('tr', {},
        el('td', {text: item.lineNo}),
        el('td', {text: item.name}),
        el('td', {text: codeName(options.catalogueClasses, item.catalogueClass)}),
        el('td', {text: item.selfPaid ? '自费' : '范围内'}),
        el('td', {class: 'mk-number', text: kit.money(item.amount)}),
        options.exclusionArticles.length ? el('td', {text: kit.proposal(item, options)}) : null))));
    return kit.tableBox('费用明细', table);
  };

  /** What the provider owes the patient: no fund pays it, and no benefit is calculated on it. */
  kit.discountList = function (discounts) {
    return el('div', {class: 'mk-warning', role: 'note'},
      el('ul', {}, discounts.map((discount) => el('li', {text: discount.sentence}))),
      el('p', {text: '由医疗机构承担：计算救助金额时先从费用中扣除，不由救助资金支付。'}));
  };

  /** The clerk's proposal on an item in words. */
  kit.proposal = function (item, options) {
    const article = options.exclusionArticles.find((a) => a.code === item.exclusionCode);
    if (!article) {
      return '';
    }
    return article.article + ' ' + article.statement + (item.exclusionException ? '（适用但书，不扣除）' : '');
  };

  /** What a case is about, as every later form shows it. */
  kit.caseSummary = function (claim, options) {
    const person = claim.person;
    const dates = claim.careType === 'INPATIENT'
      ? kit.date(claim.admittedOn) + ' 至 ' + kit.date(claim.dischargedOn) : kit.date(claim.dischargedOn);
    const flags = [
      claim.insured ? '已参加基本医疗保险' : '未参加基本医疗保险',
      claim.treatedAsInpatient ? '门诊费用按住院报销' : null,
      claim.emergency ? '急诊' : null
    ].filter(Boolean).join('；');
    return el('div', {class: 'mk-summary'},
      kit.section('案件概要', el('dl', {class: 'mk-facts'},
        row('案件编号', claim.caseNumber),
        row('办理状态', claim.stateName),
        row('统筹区', claim.areaName),
        person ? row('救助对象', person.name + '（' + person.maskedResidentId + '）') : row('救助对象', '评审时不显示'),
        person ? row('参保地', person.divisionName) : [],
        person ? row('对象类别', person.categories.length
          ? el('ul', {class: 'mk-plain'}, person.categories.map((c) => el('li', {text: c.name + '（' + kit.period(c) + '）'})))
          : '出院当日不在救助对象名册内') : [],
        claim.hospital ? row('就诊医院', claim.hospital.name + '（' + kit.hospitalLine(claim.hospital) + '）') : [],
        row('就医方式', claim.careTypeName),
        row(claim.careType === 'INPATIENT' ? '住院日期' : '就诊日期', dates),
        row('主要诊断', claim.diagnosis),
        row('病种', (claim.diseases || []).map((d) => d.name).join('、')),
        row('情形', flags),
        row('转诊', claim.referralSentence),
        row('发票号码', claim.invoiceNumber),
        row('不予受理理由', claim.refusalReason))),
      kit.section('费用合计', el('dl', {class: 'mk-facts mk-amounts'},
        kit.AMOUNTS.map(([code, name]) => row(name, kit.money(claim.amounts[code]) + ' 元')))),
      claim.items.length ? kit.section('费用明细', kit.itemTable(claim, options)) : null,
      claim.discounts.length ? kit.section('医疗机构应减免的费用', kit.discountList(claim.discounts)) : null,
      person ? kit.section('附件', kit.documentList(claim.documents)) : null,
      claim.events.length ? kit.section('办理经过', el('ol', {class: 'mk-plain mk-events'}, claim.events.map((event) => el('li', {},
        el('span', {class: 'mk-hint', text: kit.time(event.at)}), ' ',
        event.kindName + (event.outcomeName ? '：' + event.outcomeName : '') + (event.byName ? '（' + event.byName + '）' : ''),
        event.reason ? el('p', {class: 'mk-quote', text: event.reason}) : null)))) : null);
  };

  // -------------------------------------------------------------------------------------------------- calculations

  /** Chinese names for the codes of an answer; a code nobody named is not shown as such. */
  kit.names = function (source, hospitals) {
    return {
      line: (code) => (source.lineNames || {})[code] || '救助项目',
      payer: function (code) {
        const known = (source.payerNames || {})[code];
        if (known || !code.startsWith('HOSPITAL:')) {
          return known || '其他支付方';
        }
        return (hospitals || {})[code.slice('HOSPITAL:'.length)] || '相关医院';
      },
      reason: (code) => (source.reasonNames || {})[code] || '不符合规定条件',
      accumulator: function (code) {
        const month = /^(.*)\.(\d{4})-(\d{2})$/.exec(code);
        const names = source.accumulatorNames || {};
        return month ? (names[month[1]] || '当月累计') + '（' + month[2] + '年' + Number(month[3]) + '月）'
          : names[code] || '其他累计';
      }
    };
  };

  function steps(line) {
    if (line.brackets && line.brackets.length) {
      return line.brackets.map((b) => kit.money(b.base) + ' × ' + kit.percent(b.ratio)).join(' ＋ ');
    }
    return kit.money(line.base) + (line.ratio === null ? '' : ' × ' + kit.percent(line.ratio));
  }

  function remarks(line) {
    return [
      line.burdenBefore ? '此前累计负担 ' + kit.money(line.burdenBefore) + ' 元' : null,
      line.threshold ? '超过 ' + kit.money(line.threshold) + ' 元的部分计算' : null,
      line.officeParameter ? '含本地确定的标准' : null
    ].filter(Boolean).join('；');
  }

  function left(line) {
    const ceiling = kit.fen(line.ceiling || '');
    const used = kit.fen(line.usedBefore || '0');
    const amount = kit.fen(line.amount);
    return ceiling === null || amount === null ? '' : kit.money(kit.yuan(Math.max(0, ceiling - used - amount)));
  }

  /** Every step with its article. The full table shows ceilings too; the short one fits beside a form. */
  kit.lineTable = function (answer, names, full) {
    if (!answer.lines.length) {
      return el('p', {text: '没有可支付的救助项目。'});
    }
    const heads = full
      ? ['项目', '计算（元）', '年度限额（元）', '此前已用（元）', '本次后剩余（元）', '金额（元）', '支付方', '依据']
      : ['项目和计算', '金额（元）', '支付方和依据'];
    const numbers = full ? [1, 2, 3, 4, 5] : [1];
    const table = el('table', {class: 'mk-table'},
      el('thead', {}, el('tr', {}, heads.map((text, i) =>
        el('th', {scope: 'col', class: numbers.includes(i) ? 'mk-number' : null, text: text})))),
      el('tbody', {}, answer.lines.map(function (line) {
        const remark = remarks(line);
        const note = remark ? el('div', {class: 'mk-hint', text: remark}) : null;
        if (!full) {
          return el('tr', {},
            el('td', {}, el('strong', {text: names.line(line.code)}), el('div', {class: 'mk-steps', text: steps(line)}), note),
            el('td', {class: 'mk-number', text: kit.money(line.amount)}),
            el('td', {}, names.payer(line.payer), el('div', {class: 'mk-hint', text: kit.citation(line.citation)})));
        }
        return el('tr', {},
          el('th', {scope: 'row'}, names.line(line.code), note),
          el('td', {class: 'mk-number', text: steps(line)}),
          el('td', {class: 'mk-number', text: line.ceiling ? kit.money(line.ceiling) : '不限'}),
          el('td', {class: 'mk-number', text: line.ceiling ? kit.money(line.usedBefore || '0.00') : ''}),
          el('td', {class: 'mk-number', text: left(line)}),
          el('td', {class: 'mk-number mk-strong', text: kit.money(line.amount)}),
          el('td', {text: names.payer(line.payer)}),
          el('td', {text: kit.citation(line.citation)}));
      })));
    return kit.tableBox('计算步骤', table);
  };

  kit.payerTable = function (answer, names) {
    if (!answer.payers) {
      return el('p', {text: '须经专家评审后才能确定各方负担。'});
    }
    const sum = Object.values(answer.payers).reduce((total, amount) => total + (kit.fen(amount) || 0), 0);
    return el('table', {class: 'mk-table mk-narrow'},
      el('thead', {}, el('tr', {},
        el('th', {scope: 'col', text: '由谁负担'}), el('th', {scope: 'col', class: 'mk-number', text: '金额（元）'}))),
      el('tbody', {}, Object.entries(answer.payers).map(([payer, amount]) => el('tr', {},
        el('th', {scope: 'row', text: names.payer(payer)}), el('td', {class: 'mk-number', text: kit.money(amount)})))),
      el('tfoot', {}, el('tr', {},
        el('th', {scope: 'row', text: '合计'}), el('td', {class: 'mk-number mk-strong', text: kit.money(kit.yuan(sum))}))));
  };

  kit.reasonList = function (answer, names) {
    const basis = {};
    (answer.reasonBasis || []).forEach((reason) => { basis[reason.code] = reason.citation; });
    return answer.reasons && answer.reasons.length
      ? el('ul', {class: 'mk-reasons'}, answer.reasons.map((code) => el('li', {},
        names.reason(code), basis[code] ? el('span', {class: 'mk-hint', text: '（' + kit.citation(basis[code]) + '）'}) : null)))
      : null;
  };

  kit.statusText = function (answer) {
    return answer.status === 'REVIEW_REQUIRED' ? '自费费用超过规定数额，须先经专家评审' : '已算出';
  };
}());
