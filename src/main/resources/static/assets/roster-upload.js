// Follows the work on an uploaded list, and sends the confirmation and the reversal.
(function () {
  'use strict';
  var work = document.getElementById('work');
  var address = '/api/v1/roster-uploads/' + work.dataset.id;
  var problem = document.getElementById('problem');

  function say(message) {
    problem.textContent = message;
    problem.hidden = false;
  }

  function follow() {
    fetch(address).then(function (response) { return response.json(); }).then(function (upload) {
      if (!upload.working) { window.location.reload(); return; }
      document.getElementById('state').textContent = upload.stateName;
      document.getElementById('progress').value = upload.progress;
      document.getElementById('progress-text').textContent = upload.progress + '%';
      document.getElementById('rows').textContent = upload.rows;
      window.setTimeout(follow, 700);
    }).catch(function () { window.setTimeout(follow, 3000); });
  }

  function onSubmit(id, path, body) {
    var form = document.getElementById(id);
    if (!form) { return; }
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      problem.hidden = true;
      var token = (document.cookie.match(/(?:^|; )MEDAID-CSRF=([^;]*)/) || [])[1];
      fetch(address + path, {
        method: 'POST',
        headers: {'Content-Type': 'application/json', 'X-MEDAID-CSRF': decodeURIComponent(token || '')},
        body: JSON.stringify(body())
      }).then(function (response) {
        if (response.ok) { window.location.reload(); return; }
        return response.json().then(function (answer) { say(answer.detail || '没有成功，请稍后再试。'); });
      }).catch(function () { say('网络不通，没有成功，请稍后再试。'); });
    });
  }

  if (work.dataset.working === 'true') { follow(); }
  onSubmit('confirmation', '/confirmations', function () { return {}; });
  onSubmit('reversal', '/reversals', function () { return {reason: document.getElementById('reason').value}; });
}());
