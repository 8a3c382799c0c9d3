// The language of the web applications: Chinese for everybody, whatever the browser asks for. English is a choice of one
// browser, made in the account menu and remembered there.
//
// Only the chosen language is declared. With two of them the applications would follow the browser's first language, and
// read both files, of which the one that arrives later decides how dates are written.
const CHOICE = 'medaid.language';

export const chinese = window.localStorage.getItem(CHOICE) !== 'en';

export const language = chinese ? 'zh-CN' : 'en';

export const locales = { availableLocales: [language], fallbackLocale: language };

// Screen readers choose their voice by it; the applications' pages say "en".
document.documentElement.lang = language;

export const choose = (name) => {
  window.localStorage.setItem(CHOICE, name);
  window.location.reload();
};
