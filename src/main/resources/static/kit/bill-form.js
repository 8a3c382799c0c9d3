/*
 * The bill form: entering a bill and correcting it share everything but their beginning and end.
 * Needs form-kit.js.
 */
(function () {
  'use strict';

  const kit = window.medaidKit;
  const el = kit.el;

  const PREVIEW_AFTER_MS = 600;

  /** Amounts that a paper form leaves empty when there are none. */
  const MAY_BE_EMPTY = ['deductible', 'basicPaid', 'criticalIllnessPaid', 'supplementaryPaid'];
  /** Amounts that follow from the items, where there are any. */
  const FROM_ITEMS = ['total', 'inScope', 'selfPaid'];

  const MARKUP = `
    <div class="mk-columns">
      <div class="mk-main">
        <section class="mk-section" aria-labelledby="mk-s-person">
          <h4 id="mk-s-person">一、救助对象</h4>
          <div class="mk-grid">
            <div class="mk-field mk-wide-field" data-field="personId">
              <label for="mk-resident">居民身份证号</label>
              <div class="mk-inline">
                <input id="mk-resident" type="text" maxlength="20" autocomplete="off" spellcheck="false" aria-describedby="mk-resident-hint">
                <button type="button" class="mk-button" id="mk-look-up">查询</button>
              </div>
              <p class="mk-hint" id="mk-resident-hint">18位，填完后自动查询；类别按出院（就诊）日期查。</p>
            </div>
          </div>
          <div id="mk-person" aria-live="polite"></div>
        </section>

        <section class="mk-section" aria-labelledby="mk-s-care">
          <h4 id="mk-s-care">二、就诊情况</h4>
          <div class="mk-grid">
            <div class="mk-field mk-wide-field" data-field="hospitalCode" data-hospital="hospitalCode"></div>
            <fieldset class="mk-field mk-choice mk-row mk-full" data-field="careType"><legend>就医方式</legend></fieldset>
            <div class="mk-field" data-field="admittedOn">
              <label for="mk-admitted">入院（就诊）日期</label>
              <input id="mk-admitted" type="date" min="2000-01-01">
            </div>
            <div class="mk-field" data-field="dischargedOn">
              <label for="mk-discharged">出院（就诊）日期</label>
              <input id="mk-discharged" type="date" min="2000-01-01">
            </div>
            <div class="mk-field mk-wide-field" data-field="diagnosis">
              <label for="mk-diagnosis">主要诊断</label>
              <input id="mk-diagnosis" type="text" maxlength="200" autocomplete="off">
            </div>
            <div class="mk-field mk-wide-field" data-field="invoiceNumber">
              <label for="mk-invoice">发票号码</label>
              <input id="mk-invoice" type="text" maxlength="40" autocomplete="off" spellcheck="false" aria-describedby="mk-invoice-hint">
              <p class="mk-hint" id="mk-invoice-hint">照发票抄写，同一张发票只能申请一次。</p>
            </div>
          </div>
          <fieldset class="mk-field mk-flags"><legend>情形（属实的打勾）</legend>
            <div class="mk-check" data-field="insured"><input type="checkbox" id="mk-insured" checked><label for="mk-insured">已参加基本医疗保险</label></div>
            <div class="mk-check" data-field="treatedAsInpatient"><input type="checkbox" id="mk-as-inpatient"><label for="mk-as-inpatient">门诊费用按住院报销</label></div>
            <div class="mk-check" data-field="emergency"><input type="checkbox" id="mk-emergency"><label for="mk-emergency">急诊（抢救）</label></div>
          </fieldset>
          <details class="mk-field" id="mk-disease-box" data-field="diseases">
            <summary>经认定的病种<span id="mk-disease-count"></span></summary>
            <div class="mk-list" id="mk-diseases" role="group" aria-label="经认定的病种"></div>
          </details>
        </section>

        <section class="mk-section" aria-labelledby="mk-s-referral">
          <h4 id="mk-s-referral">三、转诊备案</h4>
          <p class="mk-hint" id="mk-referral-found" role="status">填好救助对象、就诊医院和入院日期后，系统自动查找转诊备案。</p>
          <div class="mk-grid">
            <div class="mk-field" data-field="referral.status">
              <label for="mk-referral">系统中没有时：纸质转诊备案</label>
              <select id="mk-referral"></select>
            </div>
            <div class="mk-field mk-referral-part" data-field="referral.tier2Hospital" data-hospital="tier2Hospital"></div>
            <div class="mk-field mk-referral-part" data-field="referral.tier3Hospital" data-hospital="tier3Hospital"></div>
          </div>
        </section>

        <section class="mk-section" aria-labelledby="mk-s-cost">
          <h4 id="mk-s-cost">四、费用</h4>
          <fieldset class="mk-choice mk-row" id="mk-mode"><legend>填写方式</legend>
            <div class="mk-check"><input type="radio" name="mk-mode" id="mk-mode-totals" value="totals" checked><label for="mk-mode-totals">只填合计</label></div>
            <div class="mk-check"><input type="radio" name="mk-mode" id="mk-mode-items" value="items"><label for="mk-mode-items">逐项填写明细，合计自动算出</label></div>
          </fieldset>
          <div class="mk-field" data-field="items" id="mk-item-part" hidden>
            <div class="mk-table-box" role="region" aria-label="费用明细">
              <table class="mk-table mk-items">
                <thead><tr>
                  <th scope="col">行号</th><th scope="col">项目名称</th><th scope="col">目录类别</th><th scope="col">费用归类</th>
                  <th scope="col" class="mk-number">金额（元）</th><th scope="col" class="mk-exclusion">拟不予支付</th><th scope="col" class="mk-charge">优惠费用和进价（元）</th><th scope="col">操作</th>
                </tr></thead>
                <tbody id="mk-items"></tbody>
                <tfoot><tr>
                  <th scope="row" colspan="4" id="mk-sums-label">合计</th>
                  <td class="mk-number mk-strong" id="mk-sum-total">0.00</td>
                  <td colspan="3" id="mk-sum-parts" aria-live="polite"></td>
                </tr></tfoot>
              </table>
            </div>
            <button type="button" class="mk-button" id="mk-add-item">增加一行</button>
          </div>
          <div class="mk-grid" id="mk-amounts"></div>
          <p class="mk-hint">医疗总费用＝政策范围内费用＋自费费用。没有发生的保险支付可以不填。</p>
        </section>

        <section class="mk-section" aria-labelledby="mk-s-documents">
          <h4 id="mk-s-documents">五、附件</h4>
          <div class="mk-field" data-field="documents">
            <button type="button" class="mk-button mk-field-focus" id="mk-choose-file">选择文件并上传</button>
            <input type="file" id="mk-file" accept=".pdf,.jpg,.jpeg,.png" multiple hidden tabindex="-1" aria-label="附件">
            <p class="mk-hint">结算单、发票、审批表等，可传便携文档（PDF）或照片（JPG、PNG），每个不超过20兆字节。</p>
            <p class="mk-status" id="mk-upload" role="status"></p>
            <div id="mk-documents"></div>
          </div>
        </section>
      </div>
      <aside class="mk-aside" aria-labelledby="mk-s-preview">
        <h4 id="mk-s-preview">试算结果 <span class="mk-mark">试算，未入账</span></h4>
        <div id="mk-preview" aria-live="polite"></div>
      </aside>
    </div>`;

  function blankToNull(text) {
    const trimmed = String(text || '').trim();
    return trimmed === '' ? null : trimmed;
  }

  // ---------------------------------------------------------------------------------------------------- the bill

  class Bill {
    constructor(page, box) {
      this.page = page;
      this.options = page.options;
      this.draftId = null;
      this.person = null;
      /** The person a returned bill was entered for: who it is while no other number is typed. */
      this.entered = null;
      this.used = {};
      this.documents = [];
      this.lookUpNumber = 0;
      this.previewNumber = 0;
      this.waiting = null;
      box.innerHTML = MARKUP;
      this.box = box;
      this.resident = this.get('mk-resident');
      this.admitted = this.get('mk-admitted');
      this.discharged = this.get('mk-discharged');
      const day = () => this.discharged.value;
      const changed = () => this.changed();
      this.hospital = new kit.HospitalBox(box.querySelector('[data-hospital=hospitalCode]'), '就诊医院', day, changed);
      this.tier2 = new kit.HospitalBox(box.querySelector('[data-hospital=tier2Hospital]'), '盖章的二级医院', day, changed);
      this.tier3 = new kit.HospitalBox(box.querySelector('[data-hospital=tier3Hospital]'), '盖章的三级医院', day, changed);
      this.fillChoices();
      this.fillAmounts();
      this.wire();
      this.showReferral();
      this.showDocuments();
      this.showPreviewHint();
      // The server looks at amounts and at the order of the days only once it knows whose bill it is.
      page.own = () => FROM_ITEMS.filter((code) => kit.amountOf(this.amounts[code]) === null)
        .map((code) => ({field: 'amounts.' + code, code: 'REQUIRED', message: '请填写金额。'}))
        .concat(this.discharged.value && this.admitted.value > this.discharged.value
          ? [{field: 'dischargedOn', code: 'DISCHARGED_BEFORE_ADMITTED', message: '出院（就诊）日期不能早于入院（就诊）日期。'}] : []);
    }

    get(id) {
      return this.box.querySelector('#' + id);
    }

    fillChoices() {
      const care = this.box.querySelector('[data-field=careType]');
      for (const type of this.options.careTypes) {
        const id = 'mk-care-' + type.code;
        care.append(el('div', {class: 'mk-check'},
          el('input', {type: 'radio', name: 'mk-care', id: id, value: type.code}), el('label', {for: id, text: type.name})));
      }
      for (const disease of this.options.diseases) {
        const id = 'mk-disease-' + disease.code;
        this.get('mk-diseases').append(el('div', {class: 'mk-check'},
          el('input', {type: 'checkbox', id: id, value: disease.code}), el('label', {for: id, text: disease.name})));
      }
      kit.fillSelect(this.get('mk-referral'), this.options.referralStatuses, null);
      this.box.querySelector('.mk-exclusion').hidden = !this.options.exclusionArticles.length;
      this.box.querySelector('.mk-charge').hidden = !this.options.charges.length;
    }

    fillAmounts() {
      this.amounts = {};
      for (const [code, name] of kit.AMOUNTS) {
        const id = 'mk-amount-' + code;
        this.amounts[code] = kit.moneyInput(el('input', {type: 'text', id: id, maxlength: 20}));
        this.get('mk-amounts').append(el('div', {class: 'mk-field', 'data-field': 'amounts.' + code},
          el('label', {for: id, text: name + '（元）'}), this.amounts[code]));
      }
    }

    wire() {
      this.resident.addEventListener('change', () => this.lookUp());
      this.resident.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && !event.ctrlKey) {
          event.preventDefault();
          this.lookUp();
        }
      });
      this.resident.addEventListener('input', () => this.forgetPerson());
      this.get('mk-look-up').addEventListener('click', () => this.lookUp());
      this.discharged.addEventListener('change', () => {
        this.lookUp();
        [this.hospital, this.tier2, this.tier3].forEach((box) => box.refresh().then(() => this.changed()));
      });
      this.admitted.addEventListener('change', () => {
        // Outpatients come and go on one day.
        if (this.careType() && this.careType() !== 'INPATIENT' && !this.discharged.value && this.admitted.value) {
          this.discharged.value = this.admitted.value;
          this.discharged.dispatchEvent(new Event('change', {bubbles: true}));
        }
      });
      this.get('mk-referral').addEventListener('change', () => this.showReferral());
      this.get('mk-diseases').addEventListener('change', () => this.countDiseases());
      this.get('mk-mode').addEventListener('change', () => this.setMode(this.mode(), true));
      this.get('mk-add-item').addEventListener('click', () => {
        this.addItem({}).querySelector('input').focus();
        this.changed();
      });
      const file = this.get('mk-file');
      this.get('mk-choose-file').addEventListener('click', () => file.click());
      file.addEventListener('change', () => this.upload(Array.from(file.files)).then(() => { file.value = ''; }));
      this.box.addEventListener('input', () => this.changed());
      this.box.addEventListener('change', () => this.changed());
    }

    // --------------------------------------------------------------------------------------------------- person

    forgetPerson() {
      this.lookUpNumber += 1;
      if (this.person) {
        this.person = null;
        this.used = {};
        this.get('mk-person').replaceChildren();
      }
    }

    async lookUp() {
      const residentId = kit.plainNumber(this.resident.value).toUpperCase();
      if (residentId === '') {
        this.person = this.person || this.entered;
        if (this.person) {
          await this.loadUsed();
        }
        return;
      }
      this.resident.value = residentId;
      const number = ++this.lookUpNumber;
      const field = this.resident.closest('[data-field]');
      const answer = await kit.call('POST', '/person-lookups', {residentId: residentId, on: blankToNull(this.discharged.value)});
      if (number !== this.lookUpNumber) {
        return;
      }
      if (!answer.ok) {
        this.forgetPerson();
        kit.setFieldMessage(field, answer.problems.map((p) => p.message).join(' '));
        this.changed();
        return;
      }
      kit.setFieldMessage(field, '');
      const other = !this.person || this.person.personId !== answer.body.personId;
      this.person = answer.body;
      if (other) {
        this.get('mk-insured').checked = answer.body.insured !== false;
      }
      await this.loadUsed();
      this.page.recheck();
    }

    async loadUsed() {
      const person = this.person;
      const year = (this.discharged.value || new Date().toISOString()).slice(0, 4);
      const answer = await kit.call('GET', '/persons/' + encodeURIComponent(person.personId) + '/accumulators?year=' + year);
      if (this.person !== person) {
        return;
      }
      this.used = answer.ok ? answer.body : {};
      this.showPerson(year, answer.ok);
      this.changed();
    }

    showPerson(year, known) {
      const person = this.person;
      const names = kit.names(this.options);
      const day = this.discharged.value ? kit.date(this.discharged.value) : '今天';
      const used = Object.entries(this.used);
      const facts = [
        ['姓名', person.name], ['身份证号', person.maskedResidentId],
        ['性别', person.sexName || {MALE: '男', FEMALE: '女', M: '男', F: '女'}[person.sex] || null],
        ['出生日期', kit.date(person.birthDate)], ['参保地', person.divisionName]
      ].filter((fact) => fact[1]);
      this.get('mk-person').replaceChildren(el('div', {class: 'mk-card'},
        el('dl', {class: 'mk-facts'}, facts.map(([name, value]) => el('div', {}, el('dt', {text: name}), el('dd', {text: value})))),
        person.categories.length
          ? el('table', {class: 'mk-table'},
            el('caption', {text: day + '持有的对象类别'}),
            el('thead', {}, el('tr', {}, ['类别', '有效期', '依据'].map((text) => el('th', {scope: 'col', text: text})))),
            el('tbody', {}, person.categories.map((c) => el('tr', {},
              el('td', {text: c.name}), el('td', {text: kit.period(c)}), el('td', {text: c.source || ''})))))
          : el('p', {class: 'mk-warning', text: day + '不在救助对象名册内。'}),
        used.length
          ? el('table', {class: 'mk-table'},
            el('caption', {text: year + '年已用额度和累计'}),
            el('thead', {}, el('tr', {},
              el('th', {scope: 'col', text: '项目'}), el('th', {scope: 'col', class: 'mk-number', text: '已用（元）'}))),
            el('tbody', {}, used.map(([code, amount]) => el('tr', {},
              el('td', {text: names.accumulator(code)}), el('td', {class: 'mk-number', text: kit.money(amount)})))))
          : el('p', {class: 'mk-hint', text: known ? year + '年还没有使用过救助额度。' : '已用额度暂时查不到，试算可能不准。'})));
    }

    // ---------------------------------------------------------------------------------------------------- choices

    careType() {
      const input = this.box.querySelector('input[name=mk-care]:checked');
      return input ? input.value : null;
    }

    diseases() {
      return Array.from(this.get('mk-diseases').querySelectorAll('input:checked')).map((input) => input.value);
    }

    countDiseases() {
      const count = this.diseases().length;
      this.get('mk-disease-count').textContent = count ? '（已选' + count + '种）' : '（没有的不用选）';
    }

    showReferral() {
      const filed = this.get('mk-referral').value === 'FILED';
      this.box.querySelectorAll('.mk-referral-part').forEach((part) => { part.hidden = !filed; });
    }

    // ------------------------------------------------------------------------------------------------------ items

    mode() {
      return this.get('mk-mode-items').checked ? 'items' : 'totals';
    }

    setMode(mode, byHand) {
      this.get('mk-mode-items').checked = mode === 'items';
      this.get('mk-mode-totals').checked = mode !== 'items';
      this.get('mk-item-part').hidden = mode !== 'items';
      for (const code of FROM_ITEMS) {
        this.amounts[code].readOnly = mode === 'items';
      }
      if (mode === 'items' && byHand && !this.rows().length) {
        this.addItem({});
      }
      this.sum();
    }

    rows() {
      return Array.from(this.get('mk-items').children);
    }

    addItem(item) {
      const cell = (field, control, attributes) => el('td', Object.assign({'data-part': field}, attributes), control);
      const classes = el('select', {'aria-label': '目录类别'});
      kit.fillSelect(classes, this.options.catalogueClasses);
      classes.value = item.catalogueClass || '';
      const side = el('select', {'aria-label': '费用归类'});
      kit.fillSelect(side, [{code: 'false', name: '范围内'}, {code: 'true', name: '自费'}], null);
      side.value = String(Boolean(item.selfPaid));
      const articles = this.options.exclusionArticles;
      const exclusion = el('select', {'aria-label': '拟不予支付的条款'});
      exclusion.append(el('option', {value: '', text: '不涉及'}));
      for (const article of articles.filter((a) => a.selectable)) {
        exclusion.append(el('option', {value: article.code, text: article.article + ' ' + article.statement, title: article.document}));
      }
      exclusion.value = item.exclusionCode || '';
      const exceptionId = kit.newId('exception');
      const exception = el('input', {type: 'checkbox', id: exceptionId, checked: Boolean(item.exclusionException)});
      const exceptionText = el('label', {for: exceptionId});
      const exceptionBox = el('div', {class: 'mk-check mk-exception'}, exception, exceptionText);
      const showException = () => {
        const article = articles.find((a) => a.code === exclusion.value);
        const has = Boolean(article && article.exceptionStatement);
        exceptionText.textContent = has ? '适用但书：' + article.exceptionStatement : '';
        exceptionBox.hidden = !has;
        if (!has) {
          exception.checked = false;
        }
      };
      showException();
      exclusion.addEventListener('change', showException);
      const charge = el('select', {'aria-label': '优惠费用种类'});
      kit.fillSelect(charge, this.options.charges, '不涉及');
      charge.value = item.charge || '';
      const price = kit.moneyInput(el('input', {
        type: 'text', maxlength: 20, 'aria-label': '进价（药店：优惠前价格）（元）', value: item.referencePrice || ''
      }));
      const showPrice = () => {
        price.hidden = !['MEDICINE', 'PHARMACY_MEDICINE'].includes(charge.value);
        price.placeholder = charge.value === 'PHARMACY_MEDICINE' ? '优惠前价格' : '进价';
        if (price.hidden) {
          price.value = '';
        }
      };
      showPrice();
      charge.addEventListener('change', showPrice);
      // Cost outside the catalogue is never in scope: one choice less to make.
      classes.addEventListener('change', () => {
        if (classes.value === 'OUTSIDE' || classes.value === 'C') {
          side.value = 'true';
        }
      });
      const row = el('tr', {},
        el('td', {class: 'mk-line-no'}),
        cell('name', el('input', {type: 'text', maxlength: 100, 'aria-label': '项目名称', value: item.name || ''})),
        cell('catalogueClass', classes),
        cell('selfPaid', side),
        cell('amount', kit.moneyInput(el('input', {type: 'text', maxlength: 20, 'aria-label': '金额（元）', value: item.amount || ''}))),
        cell('exclusionCode', [exclusion, exceptionBox], {hidden: !articles.length}),
        el('td', {hidden: !this.options.charges.length},
          el('div', {'data-field': '', 'data-part': 'charge'}, charge),
          el('div', {'data-field': '', 'data-part': 'referencePrice'}, price)),
        el('td', {}, el('button', {
          type: 'button', class: 'mk-button mk-small', text: '删除',
          onclick: () => {
            const rows = this.rows();
            const at = rows.indexOf(row);
            row.remove();
            this.number();
            const next = this.rows()[Math.min(at, rows.length - 2)];
            (next ? next.querySelector('input') : this.get('mk-add-item')).focus();
            this.changed();
          }
        })));
      this.get('mk-items').append(row);
      this.number();
      return row;
    }

    /** Line numbers, field names and spoken labels follow the row's place. */
    number() {
      this.rows().forEach((row, i) => {
        row.dataset.field = 'items.' + i;
        row.querySelector('.mk-line-no').textContent = String(i + 1);
        row.querySelectorAll('[data-part]').forEach((cell) => { cell.dataset.field = 'items.' + i + '.' + cell.dataset.part; });
        row.querySelector('button').setAttribute('aria-label', '删除第' + (i + 1) + '行');
        row.querySelectorAll('input[aria-label], select[aria-label]').forEach((control) => {
          control.setAttribute('aria-label', control.getAttribute('aria-label').replace(/^(第\d+行)?/, '第' + (i + 1) + '行'));
        });
      });
    }

    items() {
      if (this.mode() !== 'items') {
        return [];
      }
      return this.rows().map(function (row) {
        const control = (part) => row.querySelector('[data-part=' + part + '] input, [data-part=' + part + '] select');
        return {
          name: blankToNull(control('name').value),
          catalogueClass: blankToNull(control('catalogueClass').value),
          selfPaid: control('selfPaid').value === 'true',
          amount: kit.amountOf(control('amount')),
          exclusionCode: blankToNull(row.querySelector('[data-part=exclusionCode] select').value),
          exclusionException: row.querySelector('.mk-exception input').checked,
          charge: blankToNull(control('charge').value),
          referencePrice: kit.amountOf(control('referencePrice'))
        };
      });
    }

    sum() {
      if (this.mode() !== 'items') {
        return;
      }
      let inScope = 0;
      let selfPaid = 0;
      for (const item of this.items()) {
        const fen = kit.fen(item.amount || '') || 0;
        if (item.selfPaid) {
          selfPaid += fen;
        } else {
          inScope += fen;
        }
      }
      this.amounts.total.value = kit.yuan(inScope + selfPaid);
      this.amounts.inScope.value = kit.yuan(inScope);
      this.amounts.selfPaid.value = kit.yuan(selfPaid);
      this.get('mk-sum-total').textContent = kit.money(kit.yuan(inScope + selfPaid));
      this.get('mk-sum-parts').textContent =
        '范围内 ' + kit.money(kit.yuan(inScope)) + '，自费 ' + kit.money(kit.yuan(selfPaid));
    }

    // -------------------------------------------------------------------------------------------------- documents

    showDocuments() {
      this.get('mk-documents').replaceChildren(kit.documentList(this.documents, (document) => {
        this.documents = this.documents.filter((d) => d !== document);
        this.showDocuments();
        this.get('mk-choose-file').focus();
        this.changed();
      }));
    }

    upload(files) {
      return kit.sendFiles(this.page, files, {
        field: this.box.querySelector('[data-field=documents]'),
        status: this.get('mk-upload'),
        wrongType: '不是可以接收的文件，请传便携文档（PDF）或照片（JPG、PNG）。',
        tooLarge: '超过20兆字节，请缩小后再传。',
        taken: (document) => { this.documents.push(document); this.showDocuments(); },
        done: () => '附件已上传。'
      });
    }

    // ------------------------------------------------------------------------------------------ reading and filling

    payload() {
      const amounts = {};
      for (const [code, input] of Object.entries(this.amounts)) {
        amounts[code] = kit.amountOf(input) || (MAY_BE_EMPTY.includes(code) ? '0.00' : null);
      }
      const filed = this.get('mk-referral').value === 'FILED';
      return {
        personId: this.person ? this.person.personId : null,
        hospitalCode: this.hospital.code,
        careType: this.careType(),
        admittedOn: blankToNull(this.admitted.value),
        dischargedOn: blankToNull(this.discharged.value),
        diagnosis: blankToNull(this.get('mk-diagnosis').value),
        diseases: this.diseases(),
        insured: this.get('mk-insured').checked,
        treatedAsInpatient: this.get('mk-as-inpatient').checked,
        emergency: this.get('mk-emergency').checked,
        referral: {
          status: this.get('mk-referral').value,
          tier2Hospital: filed ? this.tier2.code : null,
          tier3Hospital: filed ? this.tier3.code : null
        },
        invoiceNumber: blankToNull(this.get('mk-invoice').value),
        amounts: amounts,
        items: this.items(),
        documents: this.documents.map((d) => d.documentId),
        draftId: this.draftId
      };
    }

    /** Fills the form with a bill: a draft's content or a stored case's. */
    fill(bill) {
      this.discharged.value = bill.dischargedOn || '';
      this.admitted.value = bill.admittedOn || '';
      this.box.querySelectorAll('input[name=mk-care]').forEach((input) => { input.checked = input.value === bill.careType; });
      this.get('mk-diagnosis').value = bill.diagnosis || '';
      this.get('mk-invoice').value = bill.invoiceNumber || '';
      this.get('mk-insured').checked = bill.insured !== false;
      this.get('mk-as-inpatient').checked = bill.treatedAsInpatient === true;
      this.get('mk-emergency').checked = bill.emergency === true;
      const diseases = bill.diseases || [];
      this.get('mk-diseases').querySelectorAll('input').forEach((input) => { input.checked = diseases.includes(input.value); });
      this.countDiseases();
      if (diseases.length) {
        this.get('mk-disease-box').open = true;
      }
      const referral = bill.referral || {};
      this.get('mk-referral').value = referral.status || 'NONE';
      this.showReferral();
      this.get('mk-items').replaceChildren();
      (bill.items || []).forEach((item) => this.addItem(item));
      for (const [code, input] of Object.entries(this.amounts)) {
        input.value = (bill.amounts || {})[code] || '';
      }
      this.setMode((bill.items || []).length ? 'items' : 'totals', false);
      this.showDocuments();
    }

    // ---------------------------------------------------------------------------------------------------- preview

    changed() {
      this.sum();
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.preview(), PREVIEW_AFTER_MS);
    }

    missing(bill) {
      return [
        this.person && this.person.division ? null : '救助对象',
        this.hospital.hospital ? null : '就诊医院',
        bill.careType ? null : '就医方式',
        bill.admittedOn ? null : '入院（就诊）日期',
        bill.dischargedOn ? null : '出院（就诊）日期',
        bill.amounts.total ? null : '医疗总费用',
        bill.amounts.inScope ? null : '政策范围内费用',
        bill.amounts.selfPaid ? null : '自费费用'
      ].filter(Boolean);
    }

    showPreviewHint() {
      const missing = this.missing(this.payload());
      this.get('mk-preview').replaceChildren(el('p', {
        class: 'mk-hint', text: '填好' + missing.join('、') + '后，自动试算。'
      }));
    }

    /** The exclusions the clerk proposes, as the calculation takes them: sums for each article. */
    proposedExclusions(items, owed) {
      const sums = new Map();
      items.forEach((item, i) => {
        const fen = kit.fen(item.amount || '') - owed.filter((o) => o.lineNo === i + 1).reduce((sum, o) => sum + kit.fen(o.amount), 0);
        if (item.exclusionCode && !item.exclusionException && fen) {
          const sum = sums.get(item.exclusionCode) || {inScope: 0, selfPaid: 0};
          sum[item.selfPaid ? 'selfPaid' : 'inScope'] += fen;
          sums.set(item.exclusionCode, sum);
        }
      });
      return Array.from(sums, ([code, sum]) => ({code: code, inScope: kit.yuan(sum.inScope), selfPaid: kit.yuan(sum.selfPaid)}));
    }

    /** Which referral the stay counts on, asked again when the person, the hospital or the admission changes. */
    async findReferral(bill) {
      const key = [bill.personId, bill.hospitalCode, bill.admittedOn].join(' ');
      if (!bill.personId || !bill.hospitalCode || !bill.admittedOn || key === this.referralKey) {
        return;
      }
      this.referralKey = key;
      const answer = await kit.call('GET', '/persons/' + bill.personId + '/stay-referral?'
        + new URLSearchParams({hospital: bill.hospitalCode, admittedOn: bill.admittedOn}));
      if (key !== this.referralKey) {
        return;
      }
      this.foundReferral = answer.ok && answer.body.code === 'COUNTS' ? answer.body : null;
      this.get('mk-referral-found').textContent = answer.ok ? answer.body.sentence : answer.problems[0].message;
    }

    /** What the provider owes on the lines, and the amounts without it; the amounts as typed while the bill has faults. */
    async findDiscounts(bill) {
      const nothing = {amounts: bill.amounts, discounts: []};
      if (!this.options.charges.length || !bill.items.length) {
        return nothing;
      }
      const answer = await kit.call('POST', '/claim-checks/provider-discounts'
        + (this.page.claimId ? '?corrected=' + encodeURIComponent(this.page.claimId) : ''), bill);
      return answer.ok && answer.body ? answer.body : nothing;
    }

    async preview() {
      if (!document.contains(this.box)) {
        return;
      }
      const bill = this.payload();
      const number = ++this.previewNumber;
      await this.findReferral(bill);
      if (number !== this.previewNumber) {
        return;
      }
      if (this.missing(bill).length) {
        this.showPreviewHint();
        return;
      }
      const hospital = this.hospital.hospital;
      const counting = this.foundReferral || bill.referral;
      const referral = {status: counting.status};
      ['tier2Hospital', 'tier3Hospital'].forEach((tier) => {
        if (counting[tier]) {
          referral[tier] = counting[tier];
        }
      });
      const discounted = await this.findDiscounts(bill);
      if (number !== this.previewNumber) {
        return;
      }
      const exclusions = this.proposedExclusions(bill.items, discounted.discounts);
      const answer = await kit.call('POST', '/calculations', {
        division: this.person.division,
        categories: this.person.categories.map((c) => c.code),
        careType: bill.careType,
        admittedOn: bill.admittedOn,
        dischargedOn: bill.dischargedOn,
        diseases: bill.diseases,
        insured: bill.insured,
        treatedAsInpatient: bill.treatedAsInpatient,
        emergency: bill.emergency,
        hospital: {code: hospital.code, level: hospital.level, division: hospital.division, designated: hospital.designated},
        referral: referral,
        amounts: discounted.amounts,
        exclusions: exclusions,
        yearToDate: this.used
      });
      if (number !== this.previewNumber) {
        return;
      }
      const out = this.get('mk-preview');
      if (!answer.ok) {
        out.replaceChildren(
          el('p', {class: 'mk-warning', text: '暂不能试算：'}),
          el('ul', {}, answer.problems.map((p) => el('li', {text: p.message}))));
        return;
      }
      const hospitals = {};
      [this.hospital, this.tier2, this.tier3].forEach((box) => {
        if (box.hospital) {
          hospitals[box.hospital.code] = box.hospital.name;
        }
      });
      const names = kit.names(this.options, hospitals);
      const parts = [
        el('p', {class: 'mk-result', text: kit.statusText(answer.body)}),
        discounted.discounts.length ? kit.discountList(discounted.discounts) : null,
        exclusions.length ? el('p', {class: 'mk-hint', text: '已按拟不予支付的项目扣除，以复核认定为准。'}) : null,
        kit.lineTable(answer.body, names, false),
        el('h5', {text: '各方负担'}),
        kit.payerTable(answer.body, names)
      ];
      const reasons = kit.reasonList(answer.body, names);
      if (reasons) {
        parts.push(el('h5', {text: '不予支付的原因'}), reasons);
      }
      out.replaceChildren(...parts.filter(Boolean));
    }
  }

  // ----------------------------------------------------------------------------------------------------- the forms

  /** The drafts of the signed-in clerk, above the form. */
  function draftBar(page, bill) {
    const status = el('span', {class: 'mk-status', role: 'status'});
    const list = el('ul', {class: 'mk-plain mk-drafts'});
    const summary = el('summary', {text: '我的草稿'});
    const box = el('details', {}, summary, list);

    async function refresh() {
      const answer = await kit.call('GET', '/claim-drafts');
      const drafts = answer.ok ? answer.body : [];
      summary.textContent = '我的草稿（' + drafts.length + '份）';
      list.replaceChildren(...(drafts.length ? drafts.map((draft) => el('li', {},
        el('span', {text: draft.label}), ' ', el('span', {class: 'mk-hint', text: kit.time(draft.savedAt) + '保存'}),
        el('button', {type: 'button', class: 'mk-button mk-small', text: '打开', 'aria-label': '打开草稿' + draft.label + '，' + kit.time(draft.savedAt) + '保存', onclick: () => load(draft)}),
        kit.twoStepButton('删除', '确定删除？', () => remove(draft), {class: 'mk-button mk-small'})))
        : [el('li', {class: 'mk-hint', text: answer.ok ? '没有草稿。' : answer.problems[0].message})]));
    }

    async function save() {
      const content = bill.payload();
      // Only what is needed to show the entry again; the person is looked up afresh when the draft is opened.
      content.shown = {residentId: bill.resident.value, documents: bill.documents};
      const label = [
        bill.person ? bill.person.name : '未查到人员', bill.hospital.hospital ? bill.hospital.hospital.name : null,
        content.dischargedOn ? kit.date(content.dischargedOn) : null
      ].filter(Boolean).join('，');
      const answer = await kit.call('POST', '/claim-drafts', {draftId: bill.draftId, label: label, content: content});
      if (answer.ok) {
        bill.draftId = answer.body.draftId;
        status.textContent = '草稿已保存（' + kit.time(new Date().toISOString()) + '）。';
        await refresh();
      } else {
        status.textContent = '草稿没有保存：' + answer.problems[0].message;
      }
    }

    async function load(draft) {
      const shown = draft.content.shown || {};
      bill.forgetPerson();
      bill.draftId = draft.draftId;
      bill.documents = shown.documents || [];
      bill.resident.value = shown.residentId || '';
      bill.fill(draft.content);
      page.clearProblems();
      const referral = draft.content.referral || {};
      await Promise.all([
        bill.hospital.setByCode(draft.content.hospitalCode),
        bill.tier2.setByCode(referral.tier2Hospital),
        bill.tier3.setByCode(referral.tier3Hospital),
        bill.lookUp()
      ]);
      bill.get('mk-insured').checked = draft.content.insured !== false;
      bill.changed();
      box.open = false;
      status.textContent = '已打开草稿：' + draft.label + '。';
      bill.resident.focus();
    }

    async function remove(draft) {
      const answer = await kit.call('DELETE', '/claim-drafts/' + encodeURIComponent(draft.draftId));
      status.textContent = answer.ok ? '草稿已删除。' : '草稿没有删除：' + answer.problems[0].message;
      if (answer.ok && bill.draftId === draft.draftId) {
        bill.draftId = null;
      }
      await refresh();
      summary.focus();
    }

    refresh();
    return el('div', {class: 'mk-bar'},
      el('button', {type: 'button', class: 'mk-button', text: '保存草稿', onclick: save}), box, status);
  }

  /** The start form: a new bill. */
  kit.enterBill = function (page) {
    const box = el('div');
    page.root.append(box);
    const bill = new Bill(page, box);
    box.before(draftBar(page, bill));
    bill.countDiseases();
    bill.get('mk-disease-box').open = page.options.area === 'fushun';
    return () => bill.payload();
  };

  function returned(page) {
    const events = page.claim.events.filter((event) => event.outcome === 'RETURNED');
    const last = events[events.length - 1];
    return last ? el('div', {class: 'mk-message mk-message-wrong', role: 'note'},
      el('p', {}, el('strong', {text: '退回原因：'}), last.reason || '未写明'),
      el('p', {class: 'mk-hint', text: [last.kindName, last.byName, kit.time(last.at)].filter(Boolean).join('，')})) : null;
  }

  function withdrawal(page, afterwards) {
    const reason = kit.textArea('withdrawal', '撤回原因', '申请人不再申请时填写。撤回后本案结束，不能恢复。', 2);
    const status = el('p', {class: 'mk-status', role: 'status'});
    const button = kit.twoStepButton('撤回本案', '确定撤回？不能恢复', async function () {
      const answer = await kit.call('POST', '/claims/' + page.claimId + '/withdrawals', {reason: kit.textOf(reason)});
      if (!answer.ok) {
        kit.setFieldMessage(reason, answer.problems.map((p) => p.message).join(' '));
        reason.querySelector('textarea').focus();
        return;
      }
      kit.setFieldMessage(reason, '');
      button.disabled = true;
      status.textContent = '本案已撤回。';
      afterwards();
    });
    return kit.section('撤回', reason, button, status);
  }

  /**
   * A bill that was returned.
   *
   * @param afterwards called once the case has been withdrawn and its task is gone
   */
  kit.correctBill = async function (page, afterwards) {
    const claim = page.claim;
    const box = el('div');
    page.root.append(...[
      el('p', {class: 'mk-case', text: '案件编号 ' + claim.caseNumber}), returned(page), box, withdrawal(page, afterwards)
    ].filter(Boolean));
    const bill = new Bill(page, box);
    bill.documents = claim.documents.slice();
    bill.fill(Object.assign({}, claim, {diseases: claim.diseases.map((d) => d.code)}));
    bill.entered = claim.person;
    bill.person = claim.person;
    bill.hospital.set(claim.hospital);
    bill.get('mk-resident-hint').textContent = '已查到的人员见下；只有人员有误、或改了出院（就诊）日期要重新查类别时，才重新填写。';
    const referral = claim.referral || {};
    await Promise.all([
      bill.tier2.setByCode(referral.tier2Hospital), bill.tier3.setByCode(referral.tier3Hospital), bill.loadUsed()
    ]);
    return () => bill.payload();
  };
}());
