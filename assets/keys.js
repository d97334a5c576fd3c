// A button beside each key field that shows or hides what was typed, and one that copies the key on offer. Without JavaScript the field
// stays hidden, and the key on offer is marked whole by one click.
for (const field of document.querySelectorAll('input[data-show]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'small-button'
  button.setAttribute('aria-controls', field.id)
  const show = (shown) => {
    field.type = shown ? 'text' : 'password'
    button.textContent = shown ? field.dataset.hide : field.dataset.show
    button.setAttribute('aria-label', `${button.textContent}: ${field.labels[0].textContent}`)
  }
  button.addEventListener('click', () => show(field.type === 'password'))
  // A browser remembers what was typed into plain fields: not keys.
  field.form.addEventListener('submit', () => show(false))
  show(false)
  field.after(button)
}

const copy = document.querySelector('.copy-key')
if (copy && navigator.clipboard) {
  copy.hidden = false
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.querySelector('.offered-key').textContent)
    copy.setAttribute('aria-live', 'polite')
    copy.textContent = copy.dataset.copied
  })
}
