/*
 * The fields of the forms, each of them once: identity number, amount, day, division, hospital, diagnosis, files with
 * preview, line items, and the plain ones. A form names its fields as a list (kit.fieldSection) or takes them one by one
 * (kit.field); what a field itself can see wrong (`ownCheck` of its input) is said at the field, beside what the server says.
 * Loaded by form-kit.js before a form is built.
 */
(function () {
  'use strict';

  const kit = window.medaidKit;
  const el = kit.el;

  const API = '/api/v1';
  const SEARCH_AFTER_MS = 200;
  const WORD_AFTER_MS = 900;
  const FILE_TYPES = ['application/pdf', 'image/jpeg', 'image/png'];
  const MAX_FILE_BYTES = 20 * 1024 * 1024;
  const MOST_OPTIONS_SHOWN = 20;

  kit.NO_AMOUNT = '请填写金额，不能为负数，最多两位小数，例如 1234.50。';
  kit.NO_RESIDENT_ID = '身份号码不正确：应为18位，且校验码须相符，请核对后重新填写。';

  // -------------------------------------------------------------------------------------------------- around a field

  /** What helps with a field: how to fill it in, and the article it rests on. The control is described by both. */
  function notes(id, said, control) {
    const lines = [];
    if (said.hint) {
      lines.push(el('p', {class: 'mk-hint', id: id + '-hint', text: said.hint}));
    }
    if (said.basis) {
      lines.push(el('p', {class: 'mk-hint mk-basis', id: id + '-basis', text: '依据：' + said.basis}));
    }
    if (lines.length && control) {
      control.setAttribute('aria-describedby', lines.map((line) => line.id).join(' '));
    }
    return lines;
  }

  /** A control under its label; `said` may have `id`, `hint`, `basis` and `wide`. */
  function labelled(path, label, control, said) {
    const id = said.id || kit.newId('field');
    control.id = id;
    return el('div', {class: 'mk-field' + (said.wide ? ' mk-full' : ''), 'data-field': path},
      el('label', {for: id, text: label}), control, notes(id, said, control));
  }

  /**
   * Lets an input judge what is in it.
   *
   * The word comes after a pause in typing, never on leaving: a message that appears between the press and the release
   * of the mouse moves the button away from under it.
   *
   * @param wrong what is wrong with the input's content, null if nothing
   */
  function judged(input, wrong) {
    let waiting = null;
    input.ownCheck = wrong;
    input.addEventListener('input', function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        const field = input.closest('[data-field]');
        const message = wrong();
        if (field && message) {
          kit.setFieldMessage(field, message);
        }
      }, WORD_AFTER_MS);
    });
    return input;
  }

  function textOf(input) {
    const text = input.value.trim();
    return text === '' ? null : text;
  }

  // --------------------------------------------------------------------------------------------- amounts, days, numbers

  /** Amount inputs of the page: right-aligned, two decimals once left, a word when it is no amount. */
  kit.moneyInput = function (input) {
    input.setAttribute('inputmode', 'decimal');
    input.setAttribute('autocomplete', 'off');
    input.classList.add('mk-money');
    input.addEventListener('change', function () {
      const fen = kit.fen(input.value);
      if (fen !== null) {
        input.value = kit.yuan(fen);
      }
    });
    return judged(input, () => (kit.plainNumber(input.value) !== '' && kit.fen(input.value) === null ? kit.NO_AMOUNT : null));
  };

  /** What was typed into an amount input, null if nothing. */
  kit.amountOf = function (input) {
    const plain = kit.plainNumber(input.value);
    return plain === '' ? null : plain;
  };

  function dayInput(said) {
    const input = el('input', {type: 'date', min: said.min || '1900-01-01', max: said.max, value: said.value || ''});
    return judged(input, function () {
      if (input.validity.badInput) {
        return '日期不完整，请填写年、月、日。';
      }
      if (input.validity.rangeUnderflow || (input.validity.rangeOverflow && input.value.length > 10)) {
        return '日期不正确，请核对年份。';
      }
      return input.validity.rangeOverflow ? '日期不能晚于' + kit.date(input.max) + '。' : null;
    });
  }

  const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

  /** Whether a text is an identity number of 18 characters (GB 11643): its day of birth exists, its last character fits. */
  kit.isResidentId = function (text) {
    if (!/^[1-9]\d{16}[0-9X]$/.test(text)) {
      return false;
    }
    const [year, month, day] = [text.slice(6, 10), text.slice(10, 12), text.slice(12, 14)].map(Number);
    const birth = new Date(Date.UTC(year, month - 1, day));
    return birth.getUTCMonth() === month - 1 && birth.getUTCDate() === day
      && '10X98765432'[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(text[i]), 0) % 11] === text[17];
  };

  /** An identity number as it was typed, in the digits and the letter it consists of. */
  kit.plainResidentId = function (text) {
    return kit.plainNumber(text).replace(/[\uff38\uff58]/g, 'X').toUpperCase();
  };

  function residentInput() {
    const input = el('input', {type: 'text', maxlength: 20, autocomplete: 'off', spellcheck: 'false', class: 'mk-resident-id'});
    const plain = () => kit.plainResidentId(input.value);
    input.addEventListener('change', () => { input.value = plain(); });
    return judged(input, () => (plain() !== '' && !kit.isResidentId(plain()) ? kit.NO_RESIDENT_ID : null));
  }

  // -------------------------------------------------------------------------------- found by typing a part of the name

  /**
   * A box in which something is found by typing part of its name or its code; arrow keys, Enter and Escape work as in any
   * list. What can be found, and how it is shown, is said by the kinds of boxes below.
   */
  class Picker {
    /**
     * @param field the `data-field` wrapper to fill
     * @param said `label`, and maybe `id`, `basis`; `listed` what the list is called, `ask` how to search, `nothing` what is
     *     said when nothing is found
     */
    constructor(field, said, onchange) {
      this.said = said;
      this.onchange = onchange;
      this.item = null;
      this.found = [];
      this.active = -1;
      this.waiting = null;
      this.running = null;
      const id = said.id || kit.newId('picker');
      this.listId = id + '-list';
      this.input = el('input', {
        id: id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', maxlength: said.longest || 100,
        'aria-expanded': 'false', 'aria-controls': this.listId, 'aria-autocomplete': 'list',
        // What a method for typing Chinese has not finished yet is no question.
        oninput: (event) => event.isComposing || this.typed(), oncompositionend: () => this.typed(),
        onkeydown: (event) => this.key(event), onblur: () => this.left()
      });
      this.list = el('ul', {id: this.listId, role: 'listbox', class: 'mk-options', 'aria-label': said.listed, hidden: true});
      const [hint, basis] = notes(id, {hint: said.ask, basis: said.basis}, this.input);
      this.hint = hint;
      this.hint.setAttribute('aria-live', 'polite');
      field.append(el('label', {for: id, text: said.label}), el('div', {class: 'mk-combo'}, this.input, this.list), this.hint, basis || '');
    }

    get code() {
      return this.item ? this.item.code : null;
    }

    /** What the box shows once an item is chosen. */
    textOf(item) {
      return item.name;
    }

    /** What is said about an item, in the list and below the box. */
    remarkOf() {
      return '';
    }

    set(item) {
      this.item = item;
      this.input.value = item ? this.textOf(item) : '';
      this.tell();
    }

    tell() {
      this.hint.textContent = (this.item && this.remarkOf(this.item)) || this.said.ask;
    }

    typed() {
      if (this.item) {
        this.item = null;
        this.onchange();
      }
      this.tell();
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.search(), SEARCH_AFTER_MS);
    }

    async search() {
      if (this.running) {
        this.running.abort();
      }
      const running = new AbortController();
      this.running = running;
      const answer = await this.find(this.input.value.trim(), running.signal);
      if (answer.aborted || document.activeElement !== this.input) {
        return;
      }
      if (!answer.ok) {
        this.close();
        this.hint.textContent = answer.problems[0].message;
        return;
      }
      this.found = answer.body;
      this.active = -1;
      this.list.replaceChildren(...this.found.map((item, i) => el('li', {
        role: 'option', id: this.listId + '-' + i, 'aria-selected': 'false',
        // mousedown, not click: a click comes after the box has lost the focus.
        onmousedown: (event) => { event.preventDefault(); this.pick(i); }
      }, el('span', {text: this.textOf(item)}), el('span', {class: 'mk-hint', text: this.remarkOf(item)}))));
      if (!this.found.length) {
        this.hint.textContent = this.said.nothing;
      }
      this.list.hidden = !this.found.length;
      this.input.setAttribute('aria-expanded', String(!this.list.hidden));
      this.input.removeAttribute('aria-activedescendant');
      this.list.scrollIntoView({block: 'nearest'});
    }

    move(to) {
      const options = Array.from(this.list.children);
      this.active = (to + options.length) % options.length;
      options.forEach((option, i) => option.setAttribute('aria-selected', String(i === this.active)));
      this.input.setAttribute('aria-activedescendant', options[this.active].id);
      options[this.active].scrollIntoView({block: 'nearest'});
    }

    key(event) {
      const open = !this.list.hidden;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (!open) {
          this.search();
        } else {
          this.move(event.key === 'ArrowDown' ? this.active + 1 : Math.max(this.active, 0) - 1);
        }
      } else if (event.key === 'Enter' && !event.ctrlKey) {
        event.preventDefault();
        this.enter(open);
      } else if (event.key === 'Escape' && open) {
        // The dialog around the form would close, and everything typed would be gone.
        event.preventDefault();
        event.stopPropagation();
        this.close();
      }
    }

    enter(open) {
      if (open) {
        this.pick(Math.max(this.active, 0));
      }
    }

    pick(i) {
      this.set(this.found[i]);
      this.close();
      this.input.dispatchEvent(new Event('change', {bubbles: true}));
      this.onchange();
    }

    close() {
      this.list.hidden = true;
      this.active = -1;
      this.input.setAttribute('aria-expanded', 'false');
      this.input.removeAttribute('aria-activedescendant');
    }

    left() {
      clearTimeout(this.waiting);
      this.close();
    }
  }

  /** A hospital of the register, by name or code. */
  kit.HospitalBox = class extends Picker {
    /** @param day reads the day that decides whether a hospital is a designated one */
    constructor(field, said, day, onchange) {
      super(field, Object.assign({
        listed: '查到的医院', ask: '输入名称中的几个字或医院代码，再从列表中选择（上下键移动，回车选定）。',
        nothing: '没有找到这样的医院，请换几个字再试。'
      }, said), onchange);
      this.day = day;
    }

    get hospital() {
      return this.item;
    }

    remarkOf(hospital) {
      return kit.hospitalLine(hospital);
    }

    find(text, signal) {
      return kit.call('GET', '/hospitals' + this.query(text), undefined, signal);
    }

    /** The same hospital as of another day. */
    async refresh() {
      const code = this.code;
      if (!code) {
        return;
      }
      const answer = await kit.call('GET', '/hospitals/' + encodeURIComponent(code) + this.query(null));
      if (answer.ok && this.code === code) {
        this.item = answer.body;
        this.tell();
      }
    }

    async setByCode(code) {
      if (!code) {
        this.set(null);
        return;
      }
      const answer = await kit.call('GET', '/hospitals/' + encodeURIComponent(code) + this.query(null));
      this.set(answer.ok ? answer.body : null);
    }

    query(text) {
      const parameters = new URLSearchParams();
      if (text !== null) {
        parameters.set('query', text);
      }
      if (this.day()) {
        parameters.set('on', this.day());
      }
      return parameters.toString() ? '?' + parameters : '';
    }
  };

  /** One of the office's divisions, which the form has been given. */
  class DivisionBox extends Picker {
    constructor(field, said, divisions, onchange) {
      super(field, Object.assign({
        listed: '本地区划', ask: '输入名称中的几个字或区划代码，再从列表中选择（上下键移动，回车选定）。', nothing: '本地没有这一区划，请换几个字再试。'
      }, said), onchange);
      this.divisions = divisions;
      this.input.addEventListener('click', () => this.list.hidden && this.search());
    }

    remarkOf(division) {
      return division.code;
    }

    find(text) {
      return {
        ok: true,
        body: this.divisions.filter((d) => d.name.includes(text) || d.code.startsWith(text)).slice(0, MOST_OPTIONS_SHOWN)
      };
    }

    /** Who typed the whole name has chosen. */
    left() {
      const same = this.divisions.find((d) => d.name === this.input.value.trim());
      if (!this.item && same) {
        this.set(same);
        this.onchange();
      }
      super.left();
    }
  }

  /** A diagnosis, out of the catalogue with its code or, where the catalogue has none, in the words of the hospital's paper. */
  class DiagnosisBox extends Picker {
    constructor(field, said, onchange) {
      super(field, Object.assign({
        listed: '疾病目录', ask: '输入疾病名称或疾病编码查找；目录中没有的，照出院诊断填写。', nothing: '目录中没有，可照出院诊断填写。',
        longest: 200
      }, said), onchange);
    }

    textOf(diagnosis) {
      return diagnosis.code + ' ' + diagnosis.name;
    }

    /** In the body: what somebody is ill with stands in no address and in no log of addresses. */
    async find(text, signal) {
      return text === '' ? {ok: true, body: []} : kit.call('POST', '/diagnosis-searches', {text: text}, signal);
    }

    /** What was not chosen with the arrows stays as it was typed. */
    enter(open) {
      if (open && this.active >= 0) {
        this.pick(this.active);
      } else {
        this.close();
      }
    }
  }

  function picker(path, make) {
    const field = el('div', {class: 'mk-field mk-wide-field', 'data-field': path});
    return {element: field, box: make(field)};
  }

  // ------------------------------------------------------------------------------------------------- choices and texts

  /** A choice among a few, as on paper: `[{code, name, hint}]`. */
  kit.choice = function (path, legend, choices, onchange, said) {
    const name = kit.newId('choice');
    const box = el('fieldset', {class: 'mk-field mk-choice', 'data-field': path},
      el('legend', {text: legend}),
      choices.map(function (choice) {
        const id = kit.newId('option');
        return el('div', {class: 'mk-check'},
          el('input', {type: 'radio', id: id, name: name, value: choice.code, onchange: onchange}),
          el('label', {for: id, text: choice.name}),
          choice.hint ? el('span', {class: 'mk-hint', text: choice.hint}) : null);
      }));
    box.append(...notes(name, said || {}, box));
    return box;
  };

  kit.chosen = function (fieldset) {
    const input = fieldset.querySelector('input[type=radio]:checked');
    return input ? input.value : null;
  };

  kit.textArea = function (path, label, hint, rows, said) {
    const area = el('textarea', {rows: rows || 3, maxlength: 500});
    return labelled(path, label, area, Object.assign({hint: hint, wide: true}, said));
  };

  kit.textOf = function (field) {
    return textOf(field.querySelector('textarea, input'));
  };

  /** Any number of choices: `[{code, name, hint, checked, disabled}]`. */
  function checks(path, said) {
    const field = el('fieldset', {class: 'mk-field mk-full', 'data-field': path}, el('legend', {text: said.label}),
      el('div', {class: 'mk-list'}, said.options.map(function (option) {
        const id = kit.newId('check');
        return el('div', {class: 'mk-check'},
          el('input', {type: 'checkbox', id: id, value: option.code, checked: Boolean(option.checked), disabled: Boolean(option.disabled)}),
          el('label', {for: id, text: option.name}),
          option.hint ? el('span', {class: 'mk-hint', text: option.hint}) : null);
      })), notes(kit.newId('checks'), said, null));
    return {element: field, read: () => Array.from(field.querySelectorAll('input:checked')).map((input) => input.value)};
  }

  // ------------------------------------------------------------------------------------------------- files with preview

  const FILES_HINT = '可以选多个，可传便携文档（PDF）或照片（JPG、PNG），每个不超过20兆字节。';

  function fileFault(file) {
    if (!FILE_TYPES.includes(file.type)) {
      return '不是可以接收的文件，请传便携文档（PDF）或照片（JPG、PNG）。';
    }
    return file.size > MAX_FILE_BYTES ? '超过20兆字节，请缩小后再传。' : null;
  }

  function asDataUrl(file) {
    return new Promise(function (resolve) {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => resolve(null);
      reader.readAsDataURL(file);
    });
  }

  /** What a file looks like: the picture itself, or that it is a document of pages. */
  function preview(entry) {
    const source = entry.picture || (entry.documentId ? API + '/documents/' + encodeURIComponent(entry.documentId) : null);
    return /^image\//.test(entry.contentType) && source
      ? el('img', {class: 'mk-preview', src: source, alt: '“' + entry.fileName + '”的预览'})
      : el('span', {class: 'mk-preview mk-preview-pages', 'aria-hidden': 'true', text: /pdf$/.test(entry.contentType) ? 'PDF' : '…'});
  }

  /** Files: chosen, shown as they are on this computer, sent one after the other, and taken off again. */
  function files(page, path, said) {
    let entries = [];
    // The browser's own button speaks the browser's language, whatever the page's.
    const input = el('input', {
      type: 'file', multiple: true, accept: '.pdf,.jpg,.jpeg,.png', capture: said.camera ? 'environment' : null, hidden: true,
      tabindex: '-1', 'aria-label': said.label
    });
    const button = el('button', {type: 'button', class: 'mk-button mk-field-focus mk-choose', text: '选择文件', onclick: () => input.click()});
    const status = el('p', {class: 'mk-status', role: 'status'});
    const list = el('ul', {class: 'mk-documents mk-previews'});
    const field = labelled(path, said.label, button, Object.assign({wide: true, hint: FILES_HINT}, said));
    field.append(input, status, list);
    const changed = function () {
      if (said.onchange) {
        said.onchange();
      }
      page.recheck();
    };
    const show = function () {
      list.hidden = !entries.length;
      list.replaceChildren(...entries.map((entry) => el('li', {}, preview(entry),
        el('span', {},
          entry.documentId
            ? el('a', {href: API + '/documents/' + encodeURIComponent(entry.documentId), target: '_blank', rel: 'noopener',
              text: entry.fileName, title: '在新窗口中查看'})
            : el('span', {text: entry.fileName}),
          el('span', {class: 'mk-hint', text: '（' + kit.fileSize(entry.size) + (entry.documentId ? '' : '，正在上传') + '）'})),
        entry.documentId ? el('button', {
          type: 'button', class: 'mk-button mk-small', text: '移除', 'aria-label': '移除附件' + entry.fileName,
          onclick: function () {
            entries = entries.filter((other) => other !== entry);
            show();
            button.focus();
            changed();
          }
        }) : null)));
    };
    const send = async function (chosen) {
      const problems = [];
      kit.setFieldMessage(field, '');
      const waiting = [];
      for (const file of chosen) {
        const fault = fileFault(file);
        if (fault) {
          problems.push('“' + file.name + '”' + fault);
        } else {
          const entry = {fileName: file.name, contentType: file.type, size: file.size, documentId: null, picture: null};
          entry.picture = /^image\//.test(file.type) ? await asDataUrl(file) : null;
          waiting.push({file: file, entry: entry});
        }
      }
      entries = entries.concat(waiting.map((one) => one.entry));
      show();
      page.busy += 1;
      for (const one of waiting) {
        const body = new FormData();
        body.append('file', one.file);
        status.textContent = '正在上传“' + one.file.name + '”……';
        const answer = await kit.call('POST', '/documents', body);
        if (answer.ok) {
          const stored = answer.body;
          Object.assign(one.entry, {documentId: stored.id, fileName: stored.fileName, contentType: stored.mediaType, size: stored.sizeBytes});
        } else {
          entries = entries.filter((other) => other !== one.entry);
          problems.push('“' + one.file.name + '”没有传上：' + answer.problems[0].message);
        }
        show();
      }
      page.busy -= 1;
      status.textContent = problems.length ? '' : '已上传' + entries.length + '个文件。';
      kit.setFieldMessage(field, problems.join(' '));
      changed();
    };
    input.addEventListener('change', function () {
      const chosen = Array.from(input.files);
      input.value = '';
      send(chosen);
    });
    show();
    return {
      element: field,
      control: button,
      /** What is attached already, for instance to a draft. */
      set: function (documents) {
        entries = documents.slice();
        show();
      },
      documents: () => entries.filter((entry) => entry.documentId)
        .map((entry) => ({documentId: entry.documentId, fileName: entry.fileName, contentType: entry.contentType, size: entry.size})),
      read: () => entries.map((entry) => entry.documentId).filter(Boolean)
    };
  }

  // --------------------------------------------------------------------------------------------- what there are many of

  /** Fields of one thing among many: `path.0.name` becomes `path.1.name` when the thing before it is taken away. */
  function renamed(box, path, index) {
    const old = new RegExp('^' + path.replace(/\./g, '\\.') + '\\.\\d+(?=\\.|$)');
    [box, ...box.querySelectorAll('[data-field]')].filter((one) => one.dataset.field).forEach(function (one) {
      one.dataset.field = one.dataset.field.replace(old, path + '.' + index);
    });
  }

  /** Cards of fields that can be added and taken away; each card's fields are named `path.0.name`. */
  function rows(page, path, said) {
    const box = el('div', {class: 'mk-rows'});
    const entries = [];
    const renumber = function () {
      box.replaceChildren(...entries.map((entry) => entry.card));
      entries.forEach(function (entry, index) {
        entry.remove.hidden = entries.length <= (said.least || 0);
        entry.remove.setAttribute('aria-label', '删除第' + (index + 1) + said.unit);
        renamed(entry.card, path, index);
      });
    };
    const more = el('button', {type: 'button', class: 'mk-button mk-add', text: '增加一' + said.unit, onclick: () => add(true)});
    const add = function (focus) {
      const made = kit.fields(page, said.fields(entries.length), path + '.' + entries.length + '.');
      const remove = el('button', {type: 'button', class: 'mk-button mk-small', text: '删除这一' + said.unit, onclick: function () {
        entries.splice(entries.indexOf(entry), 1);
        renumber();
        more.focus();
        page.recheck();
      }});
      const card = el('div', {class: 'mk-card'}, el('div', {class: 'mk-grid'}, made.elements), remove);
      const entry = {card: card, made: made, remove: remove};
      entries.push(entry);
      renumber();
      if (focus) {
        card.querySelector('input, select, textarea').focus();
      }
    };
    for (let i = 0; i < (said.least || 0); i += 1) {
      add(false);
    }
    const field = el('fieldset', {class: 'mk-field mk-full', 'data-field': path},
      el('legend', {text: said.label}), notes(kit.newId('rows'), said, null), box, more);
    return {element: field, read: () => entries.map((entry) => entry.made.read())};
  }

  /**
   * A table of lines that are added, taken away and summed up, by mouse or keyboard: Enter goes to the same column of the
   * next line, and behind the last line makes a new one.
   *
   * @param said `label`; `unit` of a line (行); `columns` as `[{name, label, sum}]`, `sum` for those whose amounts are added
   *     up; `make(given)` returns a line's `parts` by column name and its `read`; maybe `least`, `add` (what its button
   *     says), `addId`, `css`, `hint`, `basis`, `empty` (what is said while there is none), `note()` beside the sum, `onchange`
   */
  kit.lineItems = function (page, path, said) {
    const unit = said.unit || '行';
    const body = el('tbody');
    const entries = new Map();
    const lines = () => Array.from(body.children);
    const sums = new Map(said.columns.filter((column) => column.sum).map((column) => [column.name, el('td', {class: 'mk-number mk-strong'})]));
    const note = el('td', {'aria-live': 'polite'});
    const none = el('p', {class: 'mk-hint', text: said.empty || ''});
    const control = 'input, select, textarea';
    const changed = function () {
      lines().forEach(function (line, index) {
        line.querySelector('.mk-line-no').textContent = String(index + 1);
        line.dataset.field = path + '.' + index;
        line.querySelectorAll('[data-part]').forEach((part) => { part.dataset.field = path + '.' + index + '.' + part.dataset.part; });
        line.querySelectorAll('[aria-label]').forEach(function (labelledOne) {
          labelledOne.setAttribute('aria-label', labelledOne.getAttribute('aria-label').replace(/^(第\d+.)?/, '第' + (index + 1) + unit));
        });
        line.querySelector('.mk-line-off').setAttribute('aria-label', '删除第' + (index + 1) + unit);
        line.querySelector('.mk-line-off').hidden = lines().length <= (said.least || 0);
      });
      none.hidden = lines().length > 0 || !said.empty;
      sum();
    };
    const sum = function () {
      sums.forEach(function (cell, name) {
        const total = lines().reduce((whole, line) => whole + (kit.fen((line.querySelector('[data-part="' + name + '"] input') || {}).value || '') || 0), 0);
        cell.textContent = kit.money(kit.yuan(total));
      });
      note.textContent = said.note ? said.note() : '';
    };
    const more = el('button', {
      type: 'button', id: said.addId, class: 'mk-button mk-add', text: said.add || '增加一' + unit,
      onclick: function () { list.add({}).querySelector(control).focus(); tell(); }
    });
    const tell = function () {
      if (said.onchange) {
        said.onchange();
      }
      page.recheck();
    };
    const columnOf = (line, target) => Array.from(line.children).findIndex((cell) => cell.contains(target));
    body.addEventListener('keydown', function (event) {
      const line = event.target.closest('tr');
      if (event.key !== 'Enter' || event.ctrlKey || !event.target.matches('input:not([type=checkbox]), select')) {
        return;
      }
      event.preventDefault();
      const next = line.nextElementSibling || list.add({});
      const same = next.children[columnOf(line, event.target)].querySelector(control);
      (same && !same.disabled && !same.hidden ? same : next.querySelector(control)).focus();
      tell();
    });
    body.addEventListener('input', sum);
    body.addEventListener('change', sum);
    const before = said.columns.findIndex((column) => column.sum);
    const lastSum = said.columns.reduce((last, column, i) => (column.sum ? i : last), -1);
    const foot = before < 0 ? null : el('tfoot', {}, el('tr', {},
      el('th', {scope: 'row', colspan: before + 1, text: '合计'}),
      said.columns.slice(before, lastSum + 1).map((column) => sums.get(column.name) || el('td')),
      (note.colSpan = said.columns.length - lastSum, note)));
    const field = el('div', {class: 'mk-field mk-full', 'data-field': path},
      notes(kit.newId('lines'), said, null),
      kit.tableBox(said.label, el('table', {class: 'mk-table ' + (said.css || 'mk-lines')},
        el('thead', {}, el('tr', {}, el('th', {scope: 'col', text: '行号'}),
          said.columns.map((column) => el('th', {scope: 'col', class: column.sum ? 'mk-number' : null, text: column.label})),
          el('th', {scope: 'col', text: '操作'}))),
        body, foot)),
      none, more);
    const list = {
      element: field,
      lines: lines,
      add: function (given) {
        const made = said.make(given || {});
        const line = el('tr', {'data-field': path},
          el('td', {class: 'mk-line-no'}),
          said.columns.map((column) => el('td', {'data-part': column.parts ? null : column.name, class: 'mk-part-' + column.name}, made.parts[column.name])),
          el('td', {}, el('button', {type: 'button', class: 'mk-button mk-small mk-line-off', text: '删除', onclick: function () {
            const at = lines().indexOf(line);
            entries.delete(line);
            line.remove();
            changed();
            const next = lines()[Math.min(at, lines().length - 1)];
            (next ? next.querySelector(control) : more).focus();
            tell();
          }})));
        entries.set(line, made);
        body.append(line);
        changed();
        return line;
      },
      clear: function () {
        entries.clear();
        body.replaceChildren();
        changed();
      },
      read: () => lines().map((line) => entries.get(line).read())
    };
    for (let i = 0; i < (said.least || 0); i += 1) {
      list.add({});
    }
    changed();
    return list;
  };

  /** Line items whose cells are fields of the kit: `fields` as for a section, each a column. */
  function table(page, path, said) {
    const specs = said.fields();
    return kit.lineItems(page, path, Object.assign({}, said, {
      columns: specs.map((spec) => ({name: spec.name, label: spec.label, sum: spec.sum})),
      make: function (given) {
        const parts = {};
        const made = said.fields().map(function (spec) {
          const cell = kit.field(page, Object.assign({}, spec, {value: given[spec.name] || spec.value}), '');
          cell.control.removeAttribute('id');
          cell.control.removeAttribute('aria-describedby');
          cell.control.setAttribute('aria-label', spec.label);
          parts[spec.name] = cell.control;
          return [spec.name, cell];
        });
        return {parts: parts, read: () => Object.fromEntries(made.map(([name, cell]) => [name, cell.read()]))};
      }
    }));
  }

  // ---------------------------------------------------------------------------------------------------- fields by name

  function input(said, attributes) {
    return el('input', Object.assign({type: 'text', maxlength: said.longest || 200, inputmode: said.inputmode, autocomplete: 'off', value: said.value || ''}, attributes));
  }

  /**
   * One field by what is said of it: `{kind, name, label, hint, basis, value, …}`; `basis: true` is the article of the case's
   * procedure, a name is one of the further articles in the form's options.
   *
   * @returns its `element`, `read()`, and `control`, `box` or, of a table, `add` and `clear`, where a form does more with it
   */
  kit.field = function (page, spec, prefix) {
    const path = (prefix || '') + spec.name;
    const basis = spec.basis === true ? page.basis : (page.options.articles || {})[spec.basis];
    const said = Object.assign({}, spec, {basis: basis});
    const plain = (control, read) => ({element: labelled(path, said.label, control, said), control: control, read: read});
    switch (spec.kind) {
      case 'choice': {
        const field = kit.choice(path, said.label, said.options, said.onchange, said);
        field.classList.add('mk-full');
        return {element: field, read: () => kit.chosen(field)};
      }
      case 'text': {
        const field = kit.textArea(path, said.label, said.hint, said.rows, said);
        const area = field.querySelector('textarea');
        area.maxLength = said.longest || 2000;
        area.value = said.value || '';
        return {element: field, control: area, read: () => textOf(area)};
      }
      case 'line': {
        const line = input(said);
        return plain(line, () => textOf(line));
      }
      case 'residentId': {
        const number = residentInput();
        return plain(number, () => (kit.plainResidentId(number.value) || null));
      }
      case 'day': {
        const day = dayInput(Object.assign({max: said.later ? undefined : page.options.today}, said));
        return plain(day, () => textOf(day));
      }
      case 'amount': {
        const amount = kit.moneyInput(input(said, {maxlength: 20}));
        return plain(amount, () => kit.amountOf(amount));
      }
      case 'number': {
        const number = input(said, {inputmode: 'numeric', maxlength: 6});
        judged(number, () => (/^\d*$/.test(kit.plainNumber(number.value)) ? null : '请填写数字。'));
        return plain(number, () => (/^\d{1,6}$/.test(kit.plainNumber(number.value)) ? Number(kit.plainNumber(number.value)) : null));
      }
      case 'select': {
        const select = el('select');
        kit.fillSelect(select, said.options, said.empty);
        if (said.value) {
          select.value = said.value;
        }
        return plain(select, () => (said.number ? (select.value ? Number(select.value) : null) : select.value || null));
      }
      case 'hospital': {
        const made = picker(path, (field) => new kit.HospitalBox(field, said, said.day || (() => null), said.onchange || (() => page.recheck())));
        return Object.assign(made, {read: () => made.box.code});
      }
      case 'division': {
        const made = picker(path, (field) => new DivisionBox(field, said, said.options, () => page.recheck()));
        return Object.assign(made, {read: () => made.box.code});
      }
      case 'diagnosis': {
        const made = picker(path, (field) => new DiagnosisBox(field, said, said.onchange || (() => page.recheck())));
        return Object.assign(made, {read: () => textOf(made.box.input)});
      }
      case 'check': {
        const id = kit.newId('check');
        const box = el('input', {type: 'checkbox', id: id, checked: Boolean(said.value)});
        return {
          element: el('div', {class: 'mk-field' + (said.wide ? ' mk-full' : ''), 'data-field': path},
            el('div', {class: 'mk-check'}, box, el('label', {for: id, text: said.label}), notes(id, said, box))),
          control: box,
          read: () => box.checked
        };
      }
      case 'checks':
        return checks(path, said);
      case 'files':
        return files(page, path, said);
      case 'rows':
        return rows(page, path, said);
      case 'table':
        return table(page, path, said);
      case 'lines': {
        const made = rows(page, path, {label: said.label, hint: said.hint, basis: said.basis, unit: said.unit || '项', least: 1,
          fields: () => [{kind: 'line', name: 'text', label: said.itemLabel || '名称', wide: true}]});
        return {element: made.element, read: () => made.read().map((row) => row.text).filter((text) => text !== null)};
      }
      case 'fixed':
        return {element: null, read: () => said.value};
      default:
        throw new Error('no field of kind ' + spec.kind);
    }
  };

  /** Several fields; `named` has them by their names. */
  kit.fields = function (page, specs, prefix) {
    const named = {};
    specs.forEach((spec) => { named[spec.name] = kit.field(page, spec, prefix); });
    return {
      named: named,
      elements: Object.values(named).map((field) => field.element).filter(Boolean),
      read: () => Object.fromEntries(Object.entries(named).map(([name, field]) => [name, field.read()]))
    };
  };

  /** A section with fields; what it returns reads them. */
  kit.fieldSection = function (page, title, specs) {
    const made = kit.fields(page, specs, '');
    page.root.append(kit.section(title, el('div', {class: 'mk-grid'}, made.elements)));
    return made.read;
  };
}());
