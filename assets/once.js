// A form that is under way is not sent again by a second click: a second answer would hide the first.
const underWay = new WeakSet()
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return
  if (underWay.has(event.target)) event.preventDefault()
  else underWay.add(event.target)
})
// Coming back to the page by "back" starts afresh.
addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.forms) underWay.delete(form)
})
