/*
 * The forms of payments: what a batch comes to, what the two offices say, the file for the treasury and the bank's answer.
 */
(function () {
  'use strict';

  const kit = window.medaidKit;
  const el = kit.el;

  const row = kit.row;
  const table = kit.table;

  function sums(label, heads, list) {
    return table(label, heads, list.map((sum) => el('tr', {},
      el('th', {scope: 'row', text: sum.name}), el('td', {text: sum.orders}), el('td', {class: 'mk-number', text: kit.money(sum.amount)}))));
  }

  function lines(batch) {
    return table('付款明细', ['序号', '业务编号', '资金', '收款人', '开户银行', '收款账号', '金额（元）', '结果'], batch.lines.map((line) => el('tr', {},
      el('td', {text: line.position}),
      el('td', {}, line.claim
        ? el('a', {href: '/payments/claims/' + line.claim, target: '_blank', rel: 'noopener', text: line.caseNumber})
        : line.order),
      el('td', {text: line.fundName}), el('td', {text: line.holder}), el('td', {text: line.bank}), el('td', {text: line.account}),
      el('td', {class: 'mk-number', text: kit.money(line.amount)}),
      el('td', {}, line.reversed ? el('strong', {text: '所依据的结算已冲销 '}) : null, line.resultName,
        line.reason ? el('div', {class: 'mk-hint', text: line.reason}) : null))));
  }

  function summary(batch) {
    document.title = batch.number + ' 付款批次';
    return el('div', {class: 'mk-summary'},
      kit.section('批次概要', el('dl', {class: 'mk-facts'},
        row('批次号', el('a', {href: '/payments/batches/' + batch.batchId, target: '_blank', rel: 'noopener', text: batch.number})),
        row('状态', batch.stateName), row('笔数', batch.orderCount), row('合计金额', kit.money(batch.total) + ' 元'),
        row('编制', batch.createdByName + '，' + batch.createdAt), row('审核', batch.approvedByName), row('财政审批', batch.financeApprovedByName),
        row('付款文件校验值', batch.controlSum))),
      kit.section('按资金合计', sums('按资金合计', ['资金', '笔数', '金额（元）'], batch.funds)),
      batch.accounts.length ? kit.section('同一账户合计', sums('同一账户合计', ['收款账户', '笔数', '金额（元）'], batch.accounts)) : null,
      kit.section('付款明细', lines(batch),
        batch.moreLines ? el('p', {class: 'mk-hint', text: '此处只列前200笔，其余请打开批次页面查看。'}) : null),
      kit.section('办理经过', el('ol', {class: 'mk-plain mk-events'}, batch.steps.map((step) => el('li', {},
        el('span', {class: 'mk-hint', text: step.at}), ' ', step.kindName + '（' + step.byName + '）',
        step.note ? el('p', {class: 'mk-quote', text: step.note}) : null)))));
  }

  /** What is decided, and why: a reason of a line or two. */
  function judgement(page, legend, choices, hint) {
    return kit.fields(page, [
      {kind: 'choice', name: 'decision', label: legend, options: choices, basis: true},
      {kind: 'text', name: 'reason', label: '理由', hint: hint, longest: 200}
    ]);
  }

  /** The form that draws up a batch of everything that can be paid. */
  kit.openNewBatch = function (camForm) {
    return kit.open(camForm, 'draw-up-payment-batch', function (page) {
      const made = kit.fields(page, [
        {kind: 'choice', name: 'payees', label: '付款对象', options: page.options.payees, basis: true},
        {kind: 'select', name: 'fund', label: '资金', options: page.options.funds, empty: '全部资金'}
      ]);
      page.root.append(
        el('p', {class: 'mk-hint mk-links'},
          el('a', {href: '/payments', target: '_blank', rel: 'noopener', text: '付款情况'}),
          el('a', {href: '/payments/accounts', target: '_blank', rel: 'noopener', text: '待付款但没有账户'})),
        kit.section('编制付款批次',
          el('p', {class: 'mk-hint', text: '所有已结算、未付款、且收款账户已复核的款项列入同一批次；没有账户的留待以后。'}),
          el('div', {class: 'mk-grid'}, made.elements)));
      return () => Object.assign(made.read(), {fund: made.read().fund || ''});
    }, 'payment');
  };

  /** A step in which somebody agrees to a batch or sends it back. */
  kit.openBatch = function (camForm, name, legend, agree) {
    return kit.open(camForm, name, function (page) {
      page.root.append(summary(page.case));
      const made = judgement(page, legend, [{code: 'APPROVED', name: agree}, {code: 'SENT_BACK', name: '退回经办'}], '退回时必须写明。');
      page.root.append(kit.section(legend, el('div', {class: 'mk-grid'}, made.elements)));
      return made.read;
    }, 'payment');
  };

  /** The step in which finance fetches the file, has it paid, and hands in what the bank says. */
  kit.openPayment = function (camForm) {
    return kit.open(camForm, 'pay-batch', function (page) {
      const shown = el('div', {}, summary(page.case));
      const results = el('div');
      const status = el('p', {class: 'mk-status', role: 'status'});
      const id = kit.newId('answer');
      const input = el('input', {type: 'file', id: id, accept: '.csv,text/csv', 'aria-describedby': id + '-hint'});
      const field = el('div', {class: 'mk-field mk-full', 'data-field': 'answer'},
        el('label', {for: id, text: '银行回单（.csv）'}), input,
        el('p', {class: 'mk-hint', id: id + '-hint', text: '栏目：支付单号、金额、结果（成功、退回、未知）、原因、银行流水号、日期。有一行不符的，整份回单不予接收。'}),
        status);
      const showResults = function (batch) {
        results.replaceChildren(sums('付款结果', ['结果', '笔数', '金额（元）'], batch.results));
      };
      const refresh = async function () {
        const answer = await kit.call('GET', '/payment-batches/' + page.case.batchId);
        if (answer.ok) {
          page.case = answer.body;
          shown.replaceChildren(summary(answer.body));
          showResults(answer.body);
        }
      };
      input.addEventListener('change', async function () {
        const file = input.files[0];
        input.value = '';
        if (!file) {
          return;
        }
        const body = new FormData();
        body.append('file', file);
        kit.setFieldMessage(field, '');
        status.textContent = '正在读取“' + file.name + '”……';
        page.busy += 1;
        const answer = await kit.call('POST', '/payment-batches/' + page.case.batchId + '/bank-answers', body);
        page.busy -= 1;
        if (answer.ok) {
          const taken = answer.body;
          status.textContent = taken.repeated
            ? '这份回单已经接收过，没有变化。'
            : '已接收：成功' + taken.paid + '笔，退回' + taken.returned + '笔，未知' + taken.unknown + '笔。';
        } else {
          status.textContent = '';
          kit.setFieldMessage(field, '回单没有接收。' + answer.problems.map((problem) => problem.message).join(' '));
        }
        await refresh();
        page.recheck();
      });
      const made = judgement(page, '办理结果', [
        {code: 'ANSWERED', name: '银行结果已齐，办结'}, {code: 'SENT_BACK', name: '不付款，退回经办（仅限未下载付款文件）'}
      ], '退回时必须写明。');
      page.root.append(shown,
        kit.section('付款文件', el('p', {},
          el('a', {href: '/api/v1/payment-batches/' + page.case.batchId + '/file', download: '', text: '下载付款文件'}),
          el('span', {class: 'mk-hint', text: ' 下载后不能再退回经办；重复下载为同一文件。'}))),
        kit.section('银行回单', field, results,
          el('p', {class: 'mk-links'}, el('a', {href: '/payments/batches/' + page.case.batchId, target: '_blank', rel: 'noopener', text: '结果未知的，在批次页面登记查明的结果'}))),
        kit.section('办理结果', el('div', {class: 'mk-grid'}, made.elements)));
      showResults(page.case);
      return made.read;
    }, 'payment');
  };
})();
