/*
 * The forms of recoveries: what is claimed back and why, what the manager says, what was agreed on, what came in.
 */
(function () {
  'use strict';

  const kit = window.medaidKit;
  const el = kit.el;

  const row = kit.row;
  const table = kit.table;

  function money(amount) {
    return el('td', {class: 'mk-number', text: kit.money(amount)});
  }

  function summary(recovery) {
    document.title = recovery.number + ' 追回';
    return el('div', {class: 'mk-summary'},
      kit.section('追回事项', el('dl', {class: 'mk-facts'},
        row('追回编号', el('a', {href: '/recoveries/' + recovery.recoveryId, target: '_blank', rel: 'noopener', text: recovery.number})),
        row('业务编号', el('a', {href: '/payments/claims/' + recovery.claim, target: '_blank', rel: 'noopener', text: recovery.caseNumber})),
        row('退款人', recovery.person), row('状态', recovery.stateName),
        row('追回金额', kit.money(recovery.amount) + ' 元' + (recovery.reversed ? '（本案结算已冲销）' : '')),
        row('尚未退回', recovery.isDecided ? kit.money(recovery.open) + ' 元' : null),
        row('正随付款批次抵扣', recovery.held === '0.00' ? null : kit.money(recovery.held) + ' 元'),
        row('理由', recovery.reason), row('依据', recovery.basis), row('退回方式', recovery.wayName), row('决定书期限', recovery.payBy))),
      recovery.plan.length ? kit.section('退回计划', table('退回计划', ['日期', '应退（元）', '已退（元）', '状态'], recovery.plan.map((due) => el('tr', {},
        el('td', {text: due.dueOn}), money(due.amount), money(due.cameIn), el('td', {text: due.stateName}))))) : null,
      recovery.receipts.length ? kit.section('到账', table('到账', ['到账日期', '金额（元）', '银行回单号'], recovery.receipts.map((receipt) => el('tr', {},
        el('td', {text: receipt.receivedOn}), money(receipt.amount), el('td', {text: receipt.voucher}))))) : null,
      kit.section('办理经过', el('ol', {class: 'mk-plain mk-events'}, recovery.steps.map((step) => el('li', {},
        el('span', {class: 'mk-hint', text: step.at}), ' ', step.kindName + (step.amount ? ' ' + kit.money(step.amount) + '元' : '') + '（' + step.byName + '）',
        step.note ? el('p', {class: 'mk-quote', text: step.note}) : null)))));
  }

  const REASON = {kind: 'text', name: 'reason', label: '理由', longest: 200};

  /** What is claimed back, why and by which article; filled with what was said before. */
  function claimFields(said) {
    return [
      {kind: 'amount', name: 'amount', label: '追回金额（元）', hint: '本案结算已冲销的，追回全部已付款项。', value: said.amount, basis: true},
      {kind: 'line', name: 'basisDocument', label: '依据的文件', longest: 100, value: said.basisDocument},
      {kind: 'line', name: 'basisArticle', label: '条款', longest: 60, value: said.basisArticle},
      Object.assign({}, REASON, {hint: '写明为什么不应支付；将印在决定书上，不写身份证号码和电话。', value: said.reason})
    ];
  }

  /** A section with the fields of the step. */
  function section(page, title, specs) {
    const made = kit.fields(page, specs);
    page.root.append(kit.section(title, el('div', {class: 'mk-grid'}, made.elements)));
    return made;
  }

  /** The form that opens a recovery. */
  kit.openNewRecovery = function (camForm) {
    return kit.open(camForm, 'open-recovery', function (page) {
      page.root.append(el('p', {class: 'mk-hint mk-links'},
        el('a', {href: '/payments', target: '_blank', rel: 'noopener', text: '付款情况'}),
        el('a', {href: '/recoveries', target: '_blank', rel: 'noopener', text: '追回情况'})));
      const made = section(page, '提出追回', [
        {kind: 'line', name: 'caseNumber', label: '业务编号', longest: 40, wide: true, hint: '已付款业务的编号，例如 JM-2026-000001；付款情况页面列有已付款后冲销的业务。'}
      ].concat(claimFields({basisDocument: page.options.basisDocument, basisArticle: page.options.basisArticle})));
      const found = el('p', {class: 'mk-status', role: 'status'});
      made.named.caseNumber.element.append(found);
      made.named.caseNumber.control.addEventListener('change', async function () {
        const number = made.named.caseNumber.read();
        found.textContent = '';
        if (!number) {
          return;
        }
        const answer = await kit.call('GET', '/recovery-sources?caseNumber=' + encodeURIComponent(number));
        if (answer.ok) {
          found.textContent = '本案已付给个人' + kit.money(answer.body.amount) + '元' + (answer.body.reversed ? '，结算已冲销。' : '。');
          if (!made.named.amount.read()) {
            made.named.amount.control.value = answer.body.amount;
            page.recheck();
          }
        }
      });
      return made.read;
    }, 'recovery');
  };

  function judgement(page, legend, choices, hint) {
    return section(page, legend, [
      {kind: 'choice', name: 'decision', label: legend, options: choices, basis: true}, Object.assign({}, REASON, {hint: hint})
    ]).read;
  }

  /** The instalments as lines, and a way to draw them up month by month. */
  function instalments(page) {
    const lines = kit.field(page, {
      kind: 'table', name: 'instalments', label: '退回计划', unit: '期', empty: '填写期数后自动分期，或者逐期增加。',
      fields: () => [{kind: 'day', name: 'dueOn', label: '日期', later: true}, {kind: 'amount', name: 'amount', label: '金额（元）', sum: true}],
      note: () => '应等于尚未退回的 ' + kit.money(page.case.open) + ' 元'
    });
    const count = kit.field(page, {kind: 'number', name: 'count', label: '期数', hint: '各期为当月最后一天，可以修改；合计应等于尚未退回的金额。'});
    const even = el('button', {type: 'button', class: 'mk-button mk-small', text: '按月平均分期', onclick: function () {
      const times = count.read();
      if (!(times >= 2 && times <= 60)) {
        return;
      }
      lines.clear();
      const whole = kit.fen(page.case.open);
      const each = Math.floor(whole / times);
      const first = new Date(page.options.today + 'T00:00:00Z');
      for (let i = 1; i <= times; i++) {
        const day = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i + 1, 0));
        lines.add({dueOn: day.toISOString().slice(0, 10), amount: kit.yuan(i === times ? whole - each * (times - 1) : each)});
      }
      page.recheck();
    }});
    return {element: el('div', {class: 'mk-full'}, el('div', {class: 'mk-grid'}, count.element), even, lines.element), read: lines.read};
  }

  const FORMS = {
    'correct-recovery': (page) => section(page, '更正追回事项', claimFields(page.case)).read,
    'decide-recovery': (page) => judgement(page, '审定意见', [
      {code: 'RECOVER', name: '追回，送达决定书'}, {code: 'NOT_RECOVERED', name: '不予追回'}, {code: 'SENT_BACK', name: '退回经办更正'}
    ], '不予追回、退回经办的必须写明。'),
    'agree-recovery-plan': function (page) {
      const plan = instalments(page);
      const show = function () {
        const way = made.named.way.read();
        plan.element.hidden = way !== 'INSTALMENTS';
        made.named.until.element.hidden = way !== 'OFFSET';
      };
      const made = kit.fields(page, [
        {kind: 'choice', name: 'way', label: '退回方式', options: page.options.ways, onchange: () => show()},
        {kind: 'day', name: 'until', label: '抵扣截止日', later: true,
          hint: '到期仍未抵扣完的，由负责人处理。每笔救助金最多抵扣' + page.options.offsetPercent + '%，其余照常支付。'},
        {kind: 'text', name: 'agreement', label: '如何商定', longest: 200,
          hint: '例如：本人于某日到窗口签字确认。分期、抵扣最长' + page.options.mostMonths + '个月。'}
      ]);
      const [way, until, agreement] = made.elements;
      page.root.append(kit.section('退回方式', el('div', {class: 'mk-grid'}, way, plan.element, until, agreement)));
      show();
      return function () {
        const chosen = made.read();
        return Object.assign(chosen, {
          instalments: chosen.way === 'INSTALMENTS' ? plan.read() : [], until: chosen.way === 'OFFSET' ? chosen.until : null
        });
      };
    },
    'record-recovery-receipt': function (page) {
      const form = crypto.randomUUID ? crypto.randomUUID() : page.case.newForm;
      const made = section(page, '登记到账', [
        {kind: 'amount', name: 'amount', label: '到账金额（元）', hint: '尚未退回' + kit.money(page.case.open) + '元。'},
        {kind: 'day', name: 'receivedOn', label: '到账日期'},
        {kind: 'line', name: 'voucherNumber', label: '银行回单号', longest: 40, hint: '只凭银行回单登记，不收现金；同一回单只登记一次。', basis: true}
      ]);
      return () => Object.assign({form: form}, made.read());
    },
    'handle-overdue-recovery': function (page) {
      const show = function () { made.named.until.element.hidden = made.named.decision.read() !== 'CONTINUE'; };
      const made = section(page, '处理逾期未退', [
        {kind: 'choice', name: 'decision', label: '处理意见', onchange: () => show(), basis: true, options: [
          {code: 'CONTINUE', name: '宽限，继续收款'}, {code: 'LEFT_TO_COURT', name: '移送法院执行（报财政部门复核）'},
          {code: 'WRITTEN_OFF', name: '核销（报财政部门复核）'}]},
        {kind: 'day', name: 'until', label: '宽限至', later: true},
        Object.assign({}, REASON, {hint: '必须写明。'})
      ]);
      show();
      return () => Object.assign(made.read(), {until: made.named.decision.read() === 'CONTINUE' ? made.named.until.read() : null});
    },
    'confirm-giving-up': (page) => judgement(page, '复核意见', [
      {code: 'AGREED', name: '同意'}, {code: 'REFUSED', name: '不同意，退回负责人'}], '不同意的必须写明。')
  };

  /** A step of a recovery. */
  kit.openRecovery = function (camForm, name) {
    return kit.open(camForm, name, function (page) {
      page.root.append(summary(page.case));
      return FORMS[name](page);
    }, 'recovery');
  };
})();
