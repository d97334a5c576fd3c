// A button beside each key field that shows or hides what was typed. Without JavaScript the field simply stays hidden.
const words = document.documentElement.lang === 'en' ? ['Show', 'Hide'] : ['Mostrar', 'Ocultar']
for (const field of document.querySelectorAll('input[data-showable]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'show-key'
  button.setAttribute('aria-controls', field.id)
  const update = () => {
    const hidden = field.type === 'password'
    button.textContent = hidden ? words[0] : words[1]
    button.setAttribute('aria-pressed', String(!hidden))
  }
  button.addEventListener('click', () => {
    field.type = field.type === 'password' ? 'text' : 'password'
    update()
  })
  update()
  field.after(button)
  field.form?.addEventListener('submit', () => {
    field.type = 'password'
  })
}
