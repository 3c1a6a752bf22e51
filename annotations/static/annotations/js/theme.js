// @ts-check
/**
 * The choice between light and dark. It is kept in a cookie, from which the server writes `data-theme`: so the next
 * page comes in the chosen theme at once, without a flash and without a script in the page.
 */

const root = document.documentElement;

/** @returns {'light' | 'dark'} the theme that is not shown now */
function otherTheme() {
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  return (root.dataset.theme ?? system) === 'dark' ? 'light' : 'dark';
}

function switchTheme() {
  const theme = otherTheme();
  const secure = location.protocol === 'https:' ? '; secure' : '';
  root.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax${secure}`;
}

for (const button of document.querySelectorAll('[data-theme-toggle]')) {
  button.addEventListener('click', switchTheme);
}
