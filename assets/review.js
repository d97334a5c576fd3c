// Keys of the review, on the requirement that has the focus and nowhere else: 1 is its first button, 2 the second. In a field they are typed,
// and Enter is the first button: the whole review is one form, whose own Enter would not know which requirement is meant.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return
  const at = event.target
  const row = at instanceof HTMLElement ? at.closest('.examined') : null
  if (!row) return
  const inField = at.matches('input, textarea, select')
  const key = inField ? event.key === 'Enter' && '1' : event.key
  const button = [...row.querySelectorAll('button[data-key]')].find((each) => each.dataset.key === key)
  if (!button) return
  event.preventDefault()
  const needed = row.querySelector('input[type="text"]')
  if (!inField && needed && needed.value.trim() === '') needed.focus()
  else button.form.requestSubmit(button)
})
