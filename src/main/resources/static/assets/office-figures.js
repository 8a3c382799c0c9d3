// The office's figures as tables with pictures, for the office's own page and for Cockpit's first page alike. The pictures
// show nothing that does not stand in the table below them.
const ECHARTS = '/webjars/echarts/5.5.0/echarts.esm.min.js';
const COLOURS = ['#1d4f91', '#b7791f', '#2f7d5b', '#9b1c1c', '#6b4c9a'];
const MOST_BARS = 15;

export const element = (name, { text, ...attributes } = {}, ...children) => {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  made.append(...children);
  return made;
};

export const styled = () => {
  if (!document.querySelector('link[href="/assets/figures.css"]')) {
    document.head.append(element('link', { rel: 'stylesheet', href: '/assets/figures.css' }));
  }
};

/** The figures' table: every number of the picture, and where its cases are listed. */
export const table = ({ title, columns, rows }) => {
  const head = element('tr');
  columns.forEach((column) => head.append(element('th', { scope: 'col', text: column.name })));
  const body = element('tbody');
  rows.forEach((row) => {
    const line = element('tr');
    row.cells.forEach((cell, index) => {
      const place = element('td', columns[index].number ? { class: 'number' } : {});
      if (index === 0 && row.link) {
        place.append(element('a', { href: row.link, target: '_top', text: cell }));
      } else {
        place.textContent = cell;
      }
      line.append(place);
    });
    body.append(line);
  });
  if (rows.length === 0) {
    body.append(element('tr', {}, element('td', { colspan: columns.length, text: '没有记录。' })));
  }
  return element('div', { class: 'wide' },
      element('table', { 'aria-label': title }, element('thead', {}, head), body));
};

const number = (cell) => {
  const value = Number(cell);
  return Number.isNaN(value) ? 0 : value;
};

// What stands at a bar is never left out; days are.
const LABELS = {
  rows: { width: 150, overflow: 'truncate', interval: 0 },
  bar: { width: 84, overflow: 'break', interval: 0 }
};

const option = ({ columns, rows, chart }) => {
  const shown = chart.kind === 'rows' ? rows.slice(0, MOST_BARS).reverse() : rows;
  const names = shown.map((row) => chart.category.map((index) => row.cells[index]).join(' '));
  const category = {
    type: 'category', data: names,
    axisLabel: { color: '#1f2933', ...LABELS[chart.kind] }
  };
  const value = { type: 'value', minInterval: 1, axisLabel: { color: '#1f2933' } };
  return {
    color: COLOURS,
    animation: false,
    // A tooltip made of elements would set styles that the page's policy forbids.
    tooltip: { trigger: 'axis', renderMode: 'richText' },
    legend: chart.series.length > 1 ? { top: 0 } : undefined,
    grid: { left: 8, right: 24, bottom: 8, top: chart.series.length > 1 ? 36 : 16, containLabel: true },
    xAxis: chart.kind === 'rows' ? value : category,
    yAxis: chart.kind === 'rows' ? category : value,
    series: chart.series.map((index) => ({
      name: columns[index].name,
      type: chart.kind === 'line' ? 'line' : 'bar',
      stack: chart.stacked ? 'all' : undefined,
      barMaxWidth: 26,
      data: shown.map((row) => number(row.cells[index]))
    }))
  };
};

const section = (figure) => {
  const made = element('section', { id: `figure-${figure.id}` }, element('h2', { text: figure.title }),
      element('p', { class: 'definition', text: figure.definition }));
  figure.warnings.forEach((warning) => made.append(element('p', { class: 'warning', role: 'status', text: warning })));
  if (figure.chart && figure.rows.length > 0) {
    // The table says the same to those who do not see the picture.
    made.append(element('div', { class: 'chart', 'aria-hidden': 'true' }),
        element('details', {}, element('summary', { text: '查看数据' }), table(figure)));
  } else {
    made.append(table(figure));
  }
  return made;
};

const TOKEN = /(?:^|; )MEDAID-CSRF=([^;]*)/;

/** Refusals and answers of the interface alike, as an object. What is sent goes in the body, never in the address. */
export const ask = async (address, sent) => {
  const request = { credentials: 'same-origin', headers: { Accept: 'application/json' } };
  if (sent) {
    request.method = 'POST';
    request.body = JSON.stringify(sent);
    request.headers['Content-Type'] = 'application/json';
    request.headers['X-MEDAID-CSRF'] = decodeURIComponent((document.cookie.match(TOKEN) ?? [])[1] ?? '');
  }
  const answer = await fetch(address, request);
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.detail ?? '暂时无法读取，请稍后再试。');
  }
  return body;
};

/**
 * Fills an element with the office's figures.
 *
 * @returns what takes the pictures away again
 */
export const showOffice = async (place) => {
  styled();
  place.classList.add('office-figures');
  const charts = [];
  try {
    const { area, asOf, tables } = await ask('/api/v1/office-figures');
    const figures = element('div', { class: 'figures' });
    tables.forEach((figure) => figures.append(section(figure)));
    place.replaceChildren(element('p', { class: 'as-of', text: `${area}，截至${asOf}` }), figures);
    const drawn = tables.filter((figure) => figure.chart && figure.rows.length > 0);
    if (drawn.length > 0) {
      const echarts = await import(ECHARTS);
      drawn.forEach((figure) => {
        const canvas = place.querySelector(`#figure-${figure.id} .chart`);
        const chart = echarts.init(canvas, undefined, { renderer: 'canvas' });
        chart.setOption(option(figure));
        charts.push(chart);
      });
    }
  } catch (problem) {
    place.replaceChildren(element('p', { class: 'definition', text: problem.message }));
  }
  place.setAttribute('aria-busy', 'false');
  const resized = () => charts.forEach((chart) => chart.resize());
  window.addEventListener('resize', resized);
  return () => {
    window.removeEventListener('resize', resized);
    charts.forEach((chart) => chart.dispose());
  };
};
