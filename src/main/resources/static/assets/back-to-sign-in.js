// The web applications have a sign-in form of their own, which is closed: whoever signs out there, or whose session has
// ended, goes to the application's sign-in page instead.
const toSignIn = () => {
  if (window.location.hash.startsWith('#/login')) {
    window.location.replace('/login?ended');
  }
};
for (const name of ['pushState', 'replaceState']) {
  const original = window.history[name];
  window.history[name] = function (...state) {
    original.apply(window.history, state);
    toSignIn();
  };
}
window.addEventListener('hashchange', toSignIn);
toSignIn();

export default [];
