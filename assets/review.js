// Keys of the review, on the requirement that has the focus and nowhere else: 1 is the first button of its form, 2 the second. In a field they are typed.
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
  const at = event.target
  if (!(at instanceof HTMLElement) || at.matches('input, textarea, select')) return
  const button = at.closest('.examined')?.querySelector(`form[data-keys] button[data-key="${event.key}"]`)
  if (!button) return
  const needed = button.form.querySelector('input[type="text"]')
  event.preventDefault()
  if (needed && needed.value.trim() === '') needed.focus()
  else button.form.requestSubmit(button)
})
