// A page that answered a form is asked for anew by "back", "forward" and "reload", at the address that the page has: the browser does not
// offer to send the form again. What the answer still had in its fields, because it was not saved, is there after a reload.
const fields = [...document.querySelectorAll('textarea, .examined input[type="text"]')]
const [arrival] = performance.getEntriesByType('navigation')
if (arrival?.type === 'reload') for (const field of fields) field.value ||= history.state?.[field.name] ?? ''
const shown = fields.filter(({ value }) => value !== '').map(({ name, value }) => [name, value])
const page = document.querySelector('[data-page]')?.dataset.page
history.replaceState(Object.fromEntries(shown), '', page === undefined ? location.href : `${page}${location.hash}`)
