// Announces a list, sends its file with a progress bar, and goes on to the page of its result.
(function () {
  'use strict';
  var form = document.getElementById('upload');
  if (!form) { return; }
  var general = document.getElementById('upload-problem');
  var sending = document.getElementById('sending');
  var sent = document.getElementById('sent');
  var button = form.querySelector('button');

  function token() {
    return decodeURIComponent((document.cookie.match(/(?:^|; )MEDAID-CSRF=([^;]*)/) || [])[1] || '');
  }

  function value(name) {
    var field = form.elements[name];
    return field ? field.value : null;
  }

  function arrange() {
    var purpose = value('purpose') || 'ROSTER';
    var kind = value('kind');
    form.querySelectorAll('[data-for]').forEach(function (part) {
      var wanted = part.dataset.for;
      part.hidden = wanted === 'ROSTER' || wanted === 'LARGE_COSTS'
        ? wanted !== purpose
        : purpose !== 'ROSTER' || wanted !== kind;
    });
  }

  function clear() {
    general.hidden = true;
    form.querySelectorAll('[data-field]').forEach(function (place) { place.hidden = true; place.textContent = ''; });
  }

  function say(field, message) {
    var place = form.querySelector('[data-field="' + field + '"]') || general;
    place.textContent = message;
    place.hidden = false;
  }

  function fail(body) {
    button.disabled = false;
    sending.hidden = true;
    if (body && body.errors) {
      body.errors.forEach(function (problem) { say(problem.field, problem.message); });
    } else {
      say('', body && body.detail ? body.detail : '上传没有成功，请稍后再试。');
    }
  }

  function send(id, file) {
    var request = new XMLHttpRequest();
    request.open('PUT', '/api/v1/roster-uploads/' + id + '/content');
    request.setRequestHeader('X-MEDAID-CSRF', token());
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) { sent.value = Math.round(event.loaded * 100 / event.total); }
    };
    request.onload = function () {
      if (request.status === 200) {
        window.location.assign('/roster/uploads/' + id);
      } else {
        var body = null;
        try { body = JSON.parse(request.responseText); } catch (ignored) { body = null; }
        fail(body);
      }
    };
    request.onerror = function () { fail({detail: '网络不通，上传没有成功，请稍后再试。'}); };
    sending.hidden = false;
    request.send(file);
  }

  form.addEventListener('change', arrange);
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    clear();
    var file = document.getElementById('file').files[0];
    if (!file) { say('file', '请选择要上传的文件。'); return; }
    if (file.size > Number(form.dataset.megabytes) * 1024 * 1024) {
      say('file', '文件不能超过' + form.dataset.megabytes + 'MB，请分成几个文件上传。');
      return;
    }
    button.disabled = true;
    fetch('/api/v1/roster-uploads', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-MEDAID-CSRF': token()},
      body: JSON.stringify({
        purpose: value('purpose') || 'ROSTER', kind: value('kind'), category: value('category'), month: value('month'),
        day: value('day'), year: value('year'), sourceDocument: value('sourceDocument'), fileName: file.name
      })
    }).then(function (response) {
      return response.json().then(function (body) {
        if (response.ok) { send(body.id, file); } else { fail(body); }
      });
    }).catch(function () { fail({detail: '网络不通，上传没有成功，请稍后再试。'}); });
  });
  arrange();
}());
