/*
 * The steps of applications, reviews, referrals and hospitals' statements: what each case is about, above the fields of the step.
 */
(function () {
  'use strict';

  const kit = window.medaidKit;
  const el = kit.el;

  const row = kit.row;

  const WORDS = {
    COMPLETE: '材料齐全', MISSING: '需补正', REFUSED: '不予受理', CONFIRMED: '确认', DENIED: '不予确认', FOUND: '查到情况', NOTHING_FOUND: '未查到',
    CONSISTENT: '一致', EXPLAINED: '差异已解释', UNEXPLAINED: '差异未解释，已告知申请人', CONFIRMS: '与调查一致', CONTRADICTS: '与调查不符',
    SUPPORT: '同意上报', OPPOSE: '不同意', UPHELD: '异议成立', UNFOUNDED: '异议不成立', APPROVE: '建议认定', REFUSE: '建议不予认定',
    SURVEY_AGAIN: '退回调查', SENT_BACK: '退回审核'
  };

  /** What of a record a reader wants to see in one line. */
  function gist(record) {
    const c = record.content || {};
    const parts = [];
    const word = WORDS[c.decision || c.answer || c.conclusion || c.opinion || c.proposal];
    if (word) {
      parts.push(word);
    }
    if (record.kind === 'REVIEW_HELD') {
      parts.push('应到' + c.entitled + '人，到会' + c.present + '人，同意' + c.inFavour + '，不同意' + c.against + '，弃权' + c.abstained);
    }
    if (record.kind === 'REVIEW_HELD_RESULT') {
      parts.push(c.passed ? '通过' : '未通过');
    }
    if (record.kind === 'INCOME_COMPARED') {
      parts.push('人均' + kit.money(c.perHead) + '元/年，应低于' + kit.money(c.limit) + '元/年');
    }
    if (record.kind === 'SPOT_CHECK_DRAWN') {
      parts.push(c.required ? (c.related ? '与工作人员有关联，必须抽查' : '抽中') : '未抽中');
    }
    if (record.kind === 'NOTICE_PUBLISHED') {
      parts.push(kit.date(c.from) + '至' + kit.date(c.to));
    }
    if (record.kind === 'LETTER_ISSUED') {
      parts.push(c.number);
    }
    if (c.foundIncome || c.annualIncome) {
      parts.push('家庭年收入' + kit.money(c.foundIncome || c.annualIncome) + '元');
    }
    return parts.join('；');
  }

  function details(record) {
    const c = record.content || {};
    const texts = [c.housing, c.findings && !Array.isArray(c.findings) ? c.findings : null, c.explanation, c.reason, c.minutes, c.note, c.certificate]
      .concat(Array.isArray(c.findings) ? c.findings.map((f) => f.description + (f.annualIncome ? '（年收入' + kit.money(f.annualIncome) + '元）' : '')) : [])
      .concat((c.visits || []).map((v) => v.neighbour + '（' + kit.date(v.visitedOn) + '）：' + v.statement))
      .concat((c.missing || []).map((m) => '补正：' + m))
      .filter(Boolean);
    return texts.map((text) => el('p', {class: 'mk-quote', text: text}));
  }

  /** The household, what it declared, its papers and the steps so far. */
  kit.applicationSummary = function (application, options) {
    const whole = application.records.length > 0;
    page_title(application);
    return el('div', {class: 'mk-summary'},
      kit.section('申请概要', el('dl', {class: 'mk-facts'},
        row('申请编号', application.number),
        row('办理状态', application.stateName),
        row('申请类别', application.categoryName + '（' + application.basis + '）'),
        row('乡镇（街道）', application.townName),
        row('住址', application.address),
        row('联系电话', application.phone),
        row('受理日期', kit.date(application.acceptedOn)),
        row('申报家庭年收入', whole ? kit.money(application.declaredIncome) + ' 元' : null),
        row('人均收入应低于', application.incomeLimit ? kit.money(application.incomeLimit) + ' 元/年' : null),
        row('车辆', whole ? application.vehicles || '申报无' : null),
        row('房产', whole ? application.realEstate || '申报无' : null),
        row('经营', whole ? application.business || '申报无' : null),
        row('存款', whole ? kit.money(application.savings) + ' 元' : null),
        row('患病和治疗', application.illness),
        row('自付医疗费用', whole ? kit.money(application.medicalCosts) + ' 元' : null),
        row('与工作人员的关系', application.staffRelation))),
      kit.section('家庭成员', kit.tableBox('家庭成员', el('table', {class: 'mk-table'},
        el('thead', {}, el('tr', {}, ['姓名', '关系', '身份证号码', '出生日期'].concat(whole ? ['年收入（元）'] : [], ['申请救助']).map((h) => el('th', {scope: 'col', text: h})))),
        el('tbody', {}, application.members.map((m) => el('tr', {},
          el('th', {scope: 'row', text: m.name}), el('td', {text: m.relationName}), el('td', {text: m.residentId}), el('td', {text: kit.date(m.birthDate)}),
          whole ? el('td', {class: 'mk-number', text: kit.money(m.annualIncome)}) : null,
          el('td', {text: kit.yesNo(m.included)}))))))),
      whole ? kit.section('附件和文书', kit.documentList(application.documents)) : null,
      whole ? kit.section('办理经过', el('ol', {class: 'mk-plain mk-events'}, application.records.map((record) => el('li', {},
        el('span', {class: 'mk-hint', text: kit.time(record.at) + (application.round > 1 ? '（第' + record.round + '次调查）' : '')}), ' ',
        record.kindName + (gist(record) ? '：' + gist(record) : '') + '（' + record.byName + '）', details(record))))) : null);
  };

  function page_title(application) {
    document.title = application.number + ' ' + application.categoryName;
  }

  /**
   * Opens a step of an application: the summary, then the fields.
   *
   * @param specs gets the page, returns the fields of the step
   */
  kit.openStep = function (camForm, name, title, specs) {
    return kit.open(camForm, name, function (page) {
      page.root.append(kit.applicationSummary(page.case, page.options));
      return kit.fieldSection(page, title, specs(page));
    }, 'application');
  };

  const REVIEW_WORDS = {KEPT: '继续享受', ENDS: '终止待遇', CONFIRMED: '同意', SENT_BACK: '退回乡镇（街道）'};

  function named(list, code) {
    const found = (list || []).find((option) => option.code === code);
    return found ? found.name : null;
  }

  function reviewGist(record, options) {
    const c = record.content || {};
    return [REVIEW_WORDS[c.decision], c.decision === 'KEPT' ? null : named(options.exitReasons, c.exitReason), c.number,
      c.decision === 'ENDS' && c.lastDay ? '最后一天' + kit.date(c.lastDay) : null].filter(Boolean).join('；');
  }

  /** Who is reviewed, what the roster says, and the steps so far. */
  kit.reviewSummary = function (review, options) {
    document.title = review.number + ' 救助对象复核';
    return el('div', {class: 'mk-summary'},
      kit.section('复核概要', el('dl', {class: 'mk-facts'},
        row('复核编号', review.number), row('办理状态', review.stateName), row('复核原因', review.reasonName),
        row('姓名', review.name), row('身份证号码', review.residentId), row('出生日期', kit.date(review.birthDate)),
        row('参保地', review.divisionName), row('参加基本医疗保险', kit.yesNo(review.insured)))),
      kit.section('对象类别', kit.tableBox('对象类别', el('table', {class: 'mk-table'},
        el('thead', {}, el('tr', {}, ['类别', '开始', '最后一天', '依据'].map((h) => el('th', {scope: 'col', text: h})))),
        el('tbody', {}, review.categories.map((held) => el('tr', {},
          el('th', {scope: 'row', text: held.name}), el('td', {text: kit.date(held.from)}),
          el('td', {text: held.to ? kit.date(held.to) : '至今'}), el('td', {text: held.source}))))))),
      kit.section('附件和文书', kit.documentList(review.documents)),
      kit.section('办理经过', el('ol', {class: 'mk-plain mk-events'}, review.records.map((record) => el('li', {},
        el('span', {class: 'mk-hint', text: kit.time(record.at)}), ' ',
        record.kindName + (reviewGist(record, options) ? '：' + reviewGist(record, options) : '') + '（' + record.byName + '）',
        [record.content.note, record.content.findings, record.content.decision ? record.content.reason : null].filter(Boolean)
          .map((text) => el('p', {class: 'mk-quote', text: text})))))));
  };

  /** Opens a step of a review: the summary, then the fields. */
  kit.openReview = function (camForm, name, title, specs) {
    return kit.open(camForm, name, function (page) {
      page.root.append(kit.reviewSummary(page.case, page.options));
      return kit.fieldSection(page, title, specs(page));
    }, 'review');
  };

  /** The form that asks for a transfer: a doctor writes the summary with it, the window leaves that to the hospital. */
  kit.openNewReferral = function (camForm) {
    return kit.open(camForm, 'open-referral', function (page) {
      const o = page.options;
      page.root.append(el('p', {class: 'mk-hint mk-links'},
        el('a', {href: '/referrals', target: '_blank', rel: 'noopener', text: '转诊备案一览'}),
        o.issuesWaivers ? el('a', {href: '/referrals/deposit-waiver', target: '_blank', rel: 'noopener', text: '免缴住院押金告知卡'}) : null));
      const patient = kit.fieldSection(page, '患者', [
        o.offices.length > 1
          ? {kind: 'select', name: 'office', label: '患者参保地', options: o.offices}
          : {kind: 'fixed', name: 'office', value: o.offices[0].code},
        {kind: 'residentId', name: 'residentId', label: '身份证号码'},
        {kind: 'line', name: 'name', label: '姓名', hint: '须与身份证一致。'},
        {kind: 'line', name: 'phone', label: '联系电话', inputmode: 'tel'},
        {kind: 'line', name: 'workUnit', label: '单位名称', hint: '没有的不填。'},
        {kind: 'diagnosis', name: 'diagnosis', label: '临床诊断'}
      ]);
      const way = kit.fieldSection(page, '转诊', [
        {kind: 'hospital', name: 'targetHospital', label: '拟转诊医院', basis: true},
        o.hospital
          ? {kind: 'fixed', name: 'tier2Hospital', value: o.hospital.code}
          : {kind: 'hospital', name: 'tier2Hospital', label: o.twoTiers ? '提出转诊的医院（本地二级定点，含开平市中心医院）' : '提出转诊的医院（本地定点）'},
        o.twoTiers
          ? {kind: 'hospital', name: 'tier3Hospital', label: '审核的本地三级定点医院（仅转往市外时填写）'}
          : {kind: 'fixed', name: 'tier3Hospital', value: null},
        {kind: 'check', name: 'emergency', wide: true, label: '急诊且抢救，已先行就医', hint: '须在入院后规定的工作日内申请，逾期不予受理。', basis: true},
        {kind: 'day', name: 'admittedOn', label: '入院日期', hint: '急诊抢救的填写。'}
      ]);
      const summary = o.hospital
        ? kit.fieldSection(page, o.hospital.name + '填写', [
          {kind: 'line', name: 'department', label: '科室'},
          {kind: 'text', name: 'summary', label: '病情摘要', hint: '不超过500字。', rows: 6},
          {kind: 'text', name: 'reason', label: '转院（诊）理由', hint: '不超过300字。', rows: 4}
        ])
        : () => ({});
      return function () {
        const payload = Object.assign({}, patient(), way(), summary());
        // Whose patient it is, where a hospital refers those of several offices.
        kit.handOver(camForm, 'office', payload.office || '');
        return payload;
      };
    }, 'referral');
  };

  const REFERRAL_WORDS = {AGREED: '同意转诊', SENT_BACK: '退回', REFUSED: '不同意转诊', STAMPED: '同意转诊并盖章', FILE: '同意备案', REFUSE: '不予备案', CONFIRMED: '同意'};

  /** Who is to be transferred where, and the steps so far. */
  kit.referralSummary = function (referral) {
    document.title = referral.number + ' 转诊备案';
    return el('div', {class: 'mk-summary'},
      kit.section('转诊概要', el('dl', {class: 'mk-facts'},
        row('转诊编号', referral.number), row('办理状态', referral.stateName), row('转诊类型', referral.routeName + '（' + referral.basis + '）'),
        row('姓名', referral.name), row('身份证号码', referral.residentId), row('联系电话', referral.phone), row('单位名称', referral.workUnit),
        row('临床诊断', referral.diagnosis), row('病种', referral.diseaseGroups.length ? referral.diseaseGroups.join('、') + '（须转诊至二级及以上医疗机构）' : null), row('拟转诊医院', referral.targetHospitalName),
        row('提出转诊的医院', referral.tier2HospitalName), row('审核的三级医院', referral.tier3HospitalName),
        row('申请日期', kit.date(referral.appliedOn)),
        row('急诊抢救', referral.emergency ? kit.date(referral.admittedOn) + '入院，期限至' + kit.date(referral.lastDay) : '否'),
        row('申请表', el('a', {href: '/api/v1/referrals/' + referral.referralId + '/form.pdf', target: '_blank', rel: 'noopener', text: '查看转诊申请表（PDF）'})),
        row('相关页面', el('span', {class: 'mk-links'},
          el('a', {href: '/referrals/' + referral.referralId, target: '_blank', rel: 'noopener', text: '本次转诊'}),
          el('a', {href: '/referrals', target: '_blank', rel: 'noopener', text: '转诊备案一览'}))))),
      kit.section('办理经过', el('ol', {class: 'mk-plain mk-events'}, referral.records.map((record) => el('li', {},
        el('span', {class: 'mk-hint', text: kit.time(record.at)}), ' ',
        record.kindName + (REFERRAL_WORDS[record.content.decision] ? '：' + REFERRAL_WORDS[record.content.decision] : '') + '（' + record.byName + '）',
        [record.content.department ? '科室：' + record.content.department : null, record.content.summary, record.content.reason, record.content.opinion, record.content.note]
          .filter(Boolean).map((text) => el('p', {class: 'mk-quote', text: text})))))));
  };

  /** Opens a step of a referral: the summary, then the fields. */
  kit.openReferral = function (camForm, name, title, specs) {
    return kit.open(camForm, name, function (page) {
      page.root.append(kit.referralSummary(page.case));
      return kit.fieldSection(page, title, specs(page));
    }, 'referral');
  };

  /** What a hospital is owed for a period, what is disputed, and the steps so far. */
  kit.statementSummary = function (statement) {
    document.title = statement.number + ' ' + statement.kindName;
    return el('div', {class: 'mk-summary'},
      kit.section('结算单概要', el('dl', {class: 'mk-facts'},
        row('结算单号', statement.number), row('种类', statement.kindName), row('结算期', statement.periodName),
        row('医院', statement.payeeName), row('办理状态', statement.stateName), row('核对期限', statement.confirmBy),
        row('依据', statement.basis)),
      el('p', {class: 'mk-links'}, el('a', {href: '/hospital-statements/' + statement.statementId, target: '_blank', rel: 'noopener',
        text: '查看' + statement.lineCount + '行明细、打印和导出'}))),
      kit.section('金额（元）', kit.tableBox('金额', el('table', {class: 'mk-table'},
        el('tbody', {}, statement.figures.map((figure) => el('tr', {},
          el('th', {scope: 'row', text: figure.name}), el('td', {class: 'mk-number', text: kit.money(figure.amount)}))))))),
      statement.disputed.length ? kit.section('争议', kit.tableBox('争议', el('table', {class: 'mk-table'},
        el('thead', {}, el('tr', {}, ['行号', '业务编号', '发票号码', '内容', '金额（元）', '争议理由', '复核结论'].map((h) => el('th', {scope: 'col', text: h})))),
        el('tbody', {}, statement.disputed.map((line) => el('tr', {},
          el('th', {scope: 'row', text: String(line.lineNo)}), el('td', {text: line.caseNumber}), el('td', {text: line.invoiceNumber}),
          el('td', {text: line.what}), el('td', {class: 'mk-number', text: kit.money(line.amount)}), el('td', {text: line.dispute}),
          el('td', {text: line.ruling || '待复核'}))))))) : null,
      kit.section('办理经过', el('ol', {class: 'mk-plain mk-events'}, statement.records.map((record) => el('li', {},
        el('span', {class: 'mk-hint', text: record.at}), ' ', record.kindName + '（' + record.byName + '）',
        record.texts.map((text) => el('p', {class: 'mk-quote', text: text})))))));
  };

  /** Opens a step of a statement: the summary, then the fields. */
  kit.openStatement = function (camForm, name, title, specs) {
    return kit.open(camForm, name, function (page) {
      page.root.append(kit.statementSummary(page.case));
      return kit.fieldSection(page, title, specs(page));
    }, 'statement');
  };

  /** One ruling for every dispute that waits for one. */
  kit.openDisputes = function (camForm) {
    return kit.open(camForm, 'review-disputes', function (page) {
      page.root.append(kit.statementSummary(page.case));
      const made = page.case.disputed.filter((line) => !line.ruling).map(function (line, index) {
        const prefix = 'rulings.' + index + '.';
        const one = kit.fields(page, [
          {kind: 'fixed', name: 'lineNo', value: line.lineNo},
          {kind: 'choice', name: 'decision', label: '复核结论', options: [{code: 'UPHELD', name: '争议成立，本行暂不结算'}, {code: 'REJECTED', name: '争议不成立，照常结算'}]},
          {kind: 'line', name: 'reason', label: '复核理由', wide: true}
        ], prefix);
        page.root.append(kit.section('第' + line.lineNo + '行：' + line.what + ' ' + kit.money(line.amount) + ' 元',
          el('div', {}, el('p', {class: 'mk-quote', text: line.dispute}), el('div', {class: 'mk-grid'}, one.elements))));
        return one;
      });
      page.root.append(el('div', {class: 'mk-field', 'data-field': 'rulings'}));
      return () => ({rulings: made.map((one) => one.read())});
    }, 'statement');
  };
})();
