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
              <div class="mk-inline"><button type="button" class="mk-button" id="mk-look-up">查询</button></div>
            </div>
          </div>
          <div id="mk-person" aria-live="polite"></div>
        </section>

        <section class="mk-section" aria-labelledby="mk-s-care">
          <h4 id="mk-s-care">二、就诊情况</h4>
          <div class="mk-grid">
            <div data-kit="hospitalCode"></div>
            <fieldset class="mk-field mk-choice mk-row mk-full" data-field="careType"><legend>就医方式</legend></fieldset>
            <div data-kit="admittedOn"></div>
            <div data-kit="dischargedOn"></div>
            <div data-kit="diagnosis"></div>
            <div data-kit="invoiceNumber"></div>
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
            <div data-kit="status"></div>
            <div data-kit="tier2Hospital"></div>
            <div data-kit="tier3Hospital"></div>
          </div>
        </section>

        <section class="mk-section" aria-labelledby="mk-s-cost">
          <h4 id="mk-s-cost">四、费用</h4>
          <fieldset class="mk-choice mk-row" id="mk-mode"><legend>填写方式</legend>
            <div class="mk-check"><input type="radio" name="mk-mode" id="mk-mode-totals" value="totals" checked><label for="mk-mode-totals">只填合计</label></div>
            <div class="mk-check"><input type="radio" name="mk-mode" id="mk-mode-items" value="items"><label for="mk-mode-items">逐项填写明细，合计自动算出</label></div>
          </fieldset>
          <div data-kit="items"></div>
          <div class="mk-grid" id="mk-amounts"></div>
          <p class="mk-hint">医疗总费用＝政策范围内费用＋自费费用。没有发生的保险支付可以不填。</p>
        </section>

        <section class="mk-section" aria-labelledby="mk-s-documents">
          <h4 id="mk-s-documents">五、附件</h4>
          <div data-kit="documents"></div>
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
      this.lookUpNumber = 0;
      this.previewNumber = 0;
      this.waiting = null;
      box.innerHTML = MARKUP;
      this.box = box;
      this.makeFields(() => this.changed());
      this.fillChoices();
      this.fillAmounts();
      this.wire();
      this.showReferral();
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

    /** The fields of the kit, each where the paper has it. */
    makeFields(changed) {
      const field = (place, said) => {
        const made = kit.field(this.page, Object.assign({name: place}, said), '');
        this.box.querySelector('[data-kit="' + place + '"]').replaceWith(made.element);
        return made;
      };
      const day = {kind: 'day', min: '2000-01-01', later: true};
      this.admitted = field('admittedOn', Object.assign({label: '入院（就诊）日期', id: 'mk-admitted'}, day)).control;
      this.discharged = field('dischargedOn', Object.assign({label: '出院（就诊）日期', id: 'mk-discharged'}, day)).control;
      const hospital = {kind: 'hospital', day: () => this.discharged.value, onchange: changed};
      this.hospital = field('hospitalCode', Object.assign({label: '就诊医院'}, hospital)).box;
      const ofReferral = (name, said) => {
        const made = field(name, said);
        made.element.dataset.field = 'referral.' + name;
        made.element.classList.toggle('mk-referral-part', name !== 'status');
        return made;
      };
      ofReferral('status', {
        kind: 'select', label: '系统中没有时：纸质转诊备案', id: 'mk-referral', options: this.options.referralStatuses, empty: null, basis: 'referral'
      });
      this.tier2 = ofReferral('tier2Hospital', Object.assign({label: '盖章的二级医院'}, hospital)).box;
      this.tier3 = ofReferral('tier3Hospital', Object.assign({label: '盖章的三级医院'}, hospital)).box;
      this.diagnosis = field('diagnosis', {kind: 'diagnosis', label: '主要诊断', id: 'mk-diagnosis', onchange: changed}).box.input;
      this.invoice = field('invoiceNumber', {
        kind: 'line', label: '发票号码', id: 'mk-invoice', longest: 40, hint: '照发票抄写，同一张发票只能申请一次。'
      }).control;
      this.files = field('documents', {
        kind: 'files', label: '结算单、发票、审批表等', onchange: changed, basis: true
      });
      const resident = kit.field(this.page, {
        kind: 'residentId', name: 'personId', label: '居民身份证号', id: 'mk-resident', hint: '18位，填完后自动查询；类别按出院（就诊）日期查。'
      }, '');
      this.resident = resident.control;
      this.residentHint = resident.element.querySelector('.mk-hint');
      const inline = this.get('mk-look-up').parentElement;
      inline.before(resident.element.querySelector('label'));
      inline.prepend(this.resident);
      inline.after(this.residentHint);
      this.lines = this.itemLines(changed);
      this.lines.element.hidden = true;
      this.box.querySelector('[data-kit="items"]').replaceWith(this.lines.element);
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
      const residentId = kit.plainResidentId(this.resident.value);
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
      this.lines.element.hidden = mode !== 'items';
      for (const code of FROM_ITEMS) {
        this.amounts[code].readOnly = mode === 'items';
      }
      if (mode === 'items' && byHand && !this.lines.lines().length) {
        this.lines.add({});
      }
      this.sum();
    }

    /** The bill's lines as the office looks at them: with exclusions and discounts where its document knows them. */
    itemLines(changed) {
      const excludes = this.options.exclusionArticles.length > 0;
      const discounts = this.options.charges.length > 0;
      return kit.lineItems(this.page, 'items', {
        label: '费用明细', css: 'mk-items', addId: 'mk-add-item', onchange: changed,
        columns: [
          {name: 'name', label: '项目名称'}, {name: 'catalogueClass', label: '目录类别'}, {name: 'selfPaid', label: '费用归类'},
          {name: 'amount', label: '金额（元）', sum: true},
          excludes ? {name: 'exclusionCode', label: '拟不予支付'} : null,
          discounts ? {name: 'discount', label: '优惠费用和进价（元）', parts: true} : null
        ].filter(Boolean),
        make: (item) => this.itemLine(item),
        note: () => this.sumsOfSides()
      });
    }

    itemLine(item) {
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
      const name = el('input', {type: 'text', maxlength: 100, 'aria-label': '项目名称', value: item.name || ''});
      const amount = kit.moneyInput(el('input', {type: 'text', maxlength: 20, 'aria-label': '金额（元）', value: item.amount || ''}));
      return {
        parts: {
          name: name, catalogueClass: classes, selfPaid: side, amount: amount, exclusionCode: [exclusion, exceptionBox],
          discount: [
            el('div', {'data-field': '', 'data-part': 'charge'}, charge),
            el('div', {'data-field': '', 'data-part': 'referencePrice'}, price)
          ]
        },
        read: () => ({
          name: blankToNull(name.value),
          catalogueClass: blankToNull(classes.value),
          selfPaid: side.value === 'true',
          amount: kit.amountOf(amount),
          exclusionCode: blankToNull(exclusion.value),
          exclusionException: exception.checked,
          charge: blankToNull(charge.value),
          referencePrice: kit.amountOf(price)
        })
      };
    }

    items() {
      return this.mode() === 'items' ? this.lines.read() : [];
    }

    /** In scope and self-paid, in fen. */
    sides() {
      const sides = {inScope: 0, selfPaid: 0};
      this.lines.read().forEach((item) => { sides[item.selfPaid ? 'selfPaid' : 'inScope'] += kit.fen(item.amount || '') || 0; });
      return sides;
    }

    sumsOfSides() {
      const sides = this.lines ? this.sides() : {inScope: 0, selfPaid: 0};
      return '范围内 ' + kit.money(kit.yuan(sides.inScope)) + '，自费 ' + kit.money(kit.yuan(sides.selfPaid));
    }

    sum() {
      if (this.mode() !== 'items') {
        return;
      }
      const sides = this.sides();
      this.amounts.total.value = kit.yuan(sides.inScope + sides.selfPaid);
      this.amounts.inScope.value = kit.yuan(sides.inScope);
      this.amounts.selfPaid.value = kit.yuan(sides.selfPaid);
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
        diagnosis: blankToNull(this.diagnosis.value),
        diseases: this.diseases(),
        insured: this.get('mk-insured').checked,
        treatedAsInpatient: this.get('mk-as-inpatient').checked,
        emergency: this.get('mk-emergency').checked,
        referral: {
          status: this.get('mk-referral').value,
          tier2Hospital: filed ? this.tier2.code : null,
          tier3Hospital: filed ? this.tier3.code : null
        },
        invoiceNumber: blankToNull(this.invoice.value),
        amounts: amounts,
        items: this.items(),
        documents: this.files.read(),
        draftId: this.draftId
      };
    }

    /** Fills the form with a bill: a draft's content or a stored case's. */
    fill(bill) {
      this.discharged.value = bill.dischargedOn || '';
      this.admitted.value = bill.admittedOn || '';
      this.box.querySelectorAll('input[name=mk-care]').forEach((input) => { input.checked = input.value === bill.careType; });
      this.diagnosis.value = bill.diagnosis || '';
      this.invoice.value = bill.invoiceNumber || '';
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
      this.lines.clear();
      (bill.items || []).forEach((item) => this.lines.add(item));
      for (const [code, input] of Object.entries(this.amounts)) {
        input.value = (bill.amounts || {})[code] || '';
      }
      this.setMode((bill.items || []).length ? 'items' : 'totals', false);
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
      content.shown = {residentId: bill.resident.value, documents: bill.files.documents()};
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
      bill.files.set(shown.documents || []);
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
    bill.files.set(claim.documents);
    bill.fill(Object.assign({}, claim, {diseases: claim.diseases.map((d) => d.code)}));
    bill.entered = claim.person;
    bill.person = claim.person;
    bill.hospital.set(claim.hospital);
    bill.residentHint.textContent = '已查到的人员见下；只有人员有误、或改了出院（就诊）日期要重新查类别时，才重新填写。';
    const referral = claim.referral || {};
    await Promise.all([
      bill.tier2.setByCode(referral.tier2Hospital), bill.tier3.setByCode(referral.tier3Hospital), bill.loadUsed()
    ]);
    return () => bill.payload();
  };
}());
