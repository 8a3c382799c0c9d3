/*
 * The forms of recoveries: what is claimed back and why, what the manager says, what was agreed on, what came in.
 */
(function () {
  'use strict';

  const kit = window.medaidKit;
  const el = kit.el;

  kit.KINDS.recovery = {known: 'caseKnown', options: '/recovery-options', checks: '/recovery-checks/', cases: '/recoveries/'};

  function labelled(path, label, control, hint, wide) {
    const id = kit.newId('field');
    control.id = id;
    if (hint) {
      control.setAttribute('aria-describedby', id + '-hint');
    }
    return el('div', {class: 'mk-field' + (wide ? ' mk-full' : ''), 'data-field': path},
      el('label', {for: id, text: label}), control,
      hint ? el('p', {class: 'mk-hint', id: id + '-hint', text: hint}) : null);
  }

  function textInput(value, most) {
    return el('input', {type: 'text', value: value || '', maxlength: most || 100, autocomplete: 'off'});
  }

  function moneyInput(value) {
    return kit.moneyInput(el('input', {type: 'text', value: value || ''}));
  }

  function dayInput() {
    return el('input', {type: 'date'});
  }

  function value(input) {
    const text = input.value.trim();
    return text === '' ? null : text;
  }

  function row(label, content) {
    return content === null || content === undefined || content === '' ? [] : [el('dt', {text: label}), el('dd', {}, content)];
  }

  function table(label, heads, rows) {
    return kit.tableBox(label, el('table', {class: 'mk-table'},
      el('thead', {}, el('tr', {}, heads.map((head) => el('th', {scope: 'col', class: /元/.test(head) ? 'mk-number' : null, text: head})))),
      el('tbody', {}, rows)));
  }

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

  function reasonArea(hint) {
    const reason = kit.textArea('reason', '理由', hint);
    reason.querySelector('textarea').maxLength = 200;
    return reason;
  }

  /** What is claimed back, why and by which article; filled with what was said before. */
  function claimFields(said) {
    const amount = moneyInput(said.amount);
    const reason = reasonArea('写明为什么不应支付；将印在决定书上，不写身份证号码和电话。');
    reason.querySelector('textarea').value = said.reason || '';
    const document = textInput(said.basisDocument);
    const article = textInput(said.basisArticle, 60);
    return {
      amount: amount,
      elements: [labelled('amount', '追回金额（元）', amount, '本案结算已冲销的，追回全部已付款项。'), labelled('basisDocument', '依据的文件', document),
        labelled('basisArticle', '条款', article), reason],
      read: () => ({amount: kit.amountOf(amount), reason: kit.textOf(reason), basisDocument: value(document), basisArticle: value(article)})
    };
  }

  /** The form that opens a recovery. */
  kit.openNewRecovery = function (camForm) {
    return kit.open(camForm, 'open-recovery', function (page) {
      const number = textInput('', 40);
      const found = el('p', {class: 'mk-status', role: 'status'});
      const claim = claimFields({basisDocument: page.options.basisDocument, basisArticle: page.options.basisArticle});
      const field = labelled('caseNumber', '业务编号', number, '已付款业务的编号，例如 JM-2026-000001；付款情况页面列有已付款后冲销的业务。', true);
      field.append(found);
      number.addEventListener('change', async function () {
        found.textContent = '';
        if (!value(number)) {
          return;
        }
        const answer = await kit.call('GET', '/recovery-sources?caseNumber=' + encodeURIComponent(value(number)));
        if (answer.ok) {
          found.textContent = '本案已付给个人' + kit.money(answer.body.amount) + '元' + (answer.body.reversed ? '，结算已冲销。' : '。');
          if (!value(claim.amount)) {
            claim.amount.value = answer.body.amount;
            page.recheck();
          }
        }
      });
      page.root.append(
        el('p', {class: 'mk-hint mk-links'},
          el('a', {href: '/payments', target: '_blank', rel: 'noopener', text: '付款情况'}),
          el('a', {href: '/recoveries', target: '_blank', rel: 'noopener', text: '追回情况'})),
        kit.section('提出追回', el('div', {class: 'mk-grid'}, field, claim.elements)));
      return () => Object.assign({caseNumber: value(number)}, claim.read());
    }, 'recovery');
  };

  function judgement(page, legend, choices, hint) {
    const decision = kit.choice('decision', legend, choices);
    decision.classList.add('mk-full');
    const reason = reasonArea(hint);
    page.root.append(kit.section(legend, el('div', {class: 'mk-grid'}, decision, reason)));
    return () => ({decision: kit.chosen(decision), reason: kit.textOf(reason)});
  }

  function instalmentRows(page) {
    const box = el('div', {class: 'mk-rows'});
    const entries = [];
    const renumber = function () {
      entries.forEach(function (entry, i) {
        entry.day.dataset.field = 'instalments.' + i + '.dueOn';
        entry.sum.dataset.field = 'instalments.' + i + '.amount';
      });
      box.replaceChildren(...entries.map((entry) => entry.card));
    };
    const add = function (dueOn, amount) {
      const day = dayInput();
      const sum = moneyInput(amount);
      day.value = dueOn || '';
      const entry = {due: day, amount: sum, day: labelled('', '日期', day), sum: labelled('', '金额（元）', sum)};
      entry.card = el('div', {class: 'mk-card'}, el('div', {class: 'mk-grid'}, entry.day, entry.sum),
        el('button', {type: 'button', class: 'mk-button mk-small', text: '删除这一期', onclick: function () {
          entries.splice(entries.indexOf(entry), 1);
          renumber();
          page.recheck();
        }}));
      entries.push(entry);
      renumber();
    };
    const count = el('input', {type: 'text', inputmode: 'numeric', maxlength: 2, autocomplete: 'off'});
    const even = el('button', {type: 'button', class: 'mk-button mk-small', text: '按月平均分期', onclick: function () {
      const times = Number(count.value);
      if (!(times >= 2 && times <= 60)) {
        return;
      }
      entries.splice(0);
      const whole = kit.fen(page.case.open);
      const each = Math.floor(whole / times);
      const first = new Date(page.options.today + 'T00:00:00Z');
      for (let i = 1; i <= times; i++) {
        const day = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i + 1, 0));
        add(day.toISOString().slice(0, 10), kit.yuan(i === times ? whole - each * (times - 1) : each));
      }
      page.recheck();
    }});
    const element = el('div', {class: 'mk-field mk-full', 'data-field': 'instalments'},
      el('div', {class: 'mk-grid'}, labelled('count', '期数', count, '各期为当月最后一天，可以修改；合计应等于尚未退回的金额。')), even, box,
      el('button', {type: 'button', class: 'mk-button mk-add', text: '增加一期', onclick: () => add('', '')}));
    return {element: element, read: () => entries.map((entry) => ({dueOn: value(entry.due), amount: kit.amountOf(entry.amount)}))};
  }

  const FORMS = {
    'correct-recovery': function (page) {
      const claim = claimFields(page.case);
      page.root.append(kit.section('更正追回事项', el('div', {class: 'mk-grid'}, claim.elements)));
      return claim.read;
    },
    'decide-recovery': (page) => judgement(page, '审定意见', [
      {code: 'RECOVER', name: '追回，送达决定书'}, {code: 'NOT_RECOVERED', name: '不予追回'}, {code: 'SENT_BACK', name: '退回经办更正'}
    ], '不予追回、退回经办的必须写明。'),
    'agree-recovery-plan': function (page) {
      const instalments = instalmentRows(page);
      const until = dayInput();
      const untilField = labelled('until', '抵扣截止日', until, '到期仍未抵扣完的，由负责人处理。每笔救助金最多抵扣' + page.options.offsetPercent + '%，其余照常支付。');
      const show = function () {
        instalments.element.hidden = kit.chosen(way) !== 'INSTALMENTS';
        untilField.hidden = kit.chosen(way) !== 'OFFSET';
      };
      const way = kit.choice('way', '退回方式', page.options.ways, show);
      way.classList.add('mk-full');
      const agreement = kit.textArea('agreement', '如何商定', '例如：本人于某日到窗口签字确认。分期、抵扣最长' + page.options.mostMonths + '个月。');
      agreement.querySelector('textarea').maxLength = 200;
      page.root.append(kit.section('退回方式', el('div', {class: 'mk-grid'}, way, instalments.element, untilField, agreement)));
      show();
      return () => ({
        way: kit.chosen(way),
        instalments: kit.chosen(way) === 'INSTALMENTS' ? instalments.read() : [],
        until: kit.chosen(way) === 'OFFSET' ? value(until) : null,
        agreement: kit.textOf(agreement)
      });
    },
    'record-recovery-receipt': function (page) {
      const form = crypto.randomUUID ? crypto.randomUUID() : page.case.newForm;
      const amount = moneyInput('');
      const day = dayInput();
      const voucher = textInput('', 40);
      page.root.append(kit.section('登记到账', el('div', {class: 'mk-grid'},
        labelled('amount', '到账金额（元）', amount, '尚未退回' + kit.money(page.case.open) + '元。'), labelled('receivedOn', '到账日期', day),
        labelled('voucherNumber', '银行回单号', voucher, '只凭银行回单登记，不收现金；同一回单只登记一次。'))));
      return () => ({form: form, amount: kit.amountOf(amount), receivedOn: value(day), voucherNumber: value(voucher)});
    },
    'handle-overdue-recovery': function (page) {
      const until = dayInput();
      const untilField = labelled('until', '宽限至', until);
      const show = function () { untilField.hidden = kit.chosen(decision) !== 'CONTINUE'; };
      const decision = kit.choice('decision', '处理意见', [
        {code: 'CONTINUE', name: '宽限，继续收款'}, {code: 'LEFT_TO_COURT', name: '移送法院执行（报财政部门复核）'},
        {code: 'WRITTEN_OFF', name: '核销（报财政部门复核）'}], show);
      decision.classList.add('mk-full');
      const reason = reasonArea('必须写明。');
      page.root.append(kit.section('处理逾期未退', el('div', {class: 'mk-grid'}, decision, untilField, reason)));
      show();
      return () => ({decision: kit.chosen(decision), until: kit.chosen(decision) === 'CONTINUE' ? value(until) : null, reason: kit.textOf(reason)});
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
