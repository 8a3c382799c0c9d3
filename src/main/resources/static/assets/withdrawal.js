// Sends the withdrawal of a case and shows what came of it.
(function () {
  'use strict';
  var form = document.getElementById('withdrawal');
  if (!form) { return; }
  var problem = document.getElementById('withdrawal-problem');
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    problem.hidden = true;
    var token = (document.cookie.match(/(?:^|; )MEDAID-CSRF=([^;]*)/) || [])[1];
    fetch(form.dataset.case + '/withdrawals', {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-MEDAID-CSRF': decodeURIComponent(token || '')},
      body: JSON.stringify({reason: document.getElementById('withdrawal-reason').value})
    }).then(function (response) {
      if (response.ok) { window.location.reload(); return; }
      return response.json().then(function (body) {
        problem.textContent = body.detail || '撤回没有成功，请稍后再试。';
        problem.hidden = false;
      });
    }).catch(function () {
      problem.textContent = '网络不通，撤回没有成功，请稍后再试。';
      problem.hidden = false;
    });
  });
}());
