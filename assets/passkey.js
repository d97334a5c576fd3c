// A form with data-passkey asks the browser for a passkey, and is sent with its answer. Where that cannot be had, the form says why.
const { startRegistration, startAuthentication, browserSupportsWebAuthn } = globalThis.SimpleWebAuthnBrowser

for (const form of document.querySelectorAll('form[data-passkey]')) {
  const answer = form.elements.namedItem('passkey')
  const problem = form.querySelector('.passkey-problem')
  const button = form.querySelector('[type="submit"]')
  const say = (text) => {
    problem.textContent = text
    problem.hidden = text === ''
  }
  form.addEventListener('submit', async (event) => {
    if (answer.value !== '' || !form.checkValidity()) return
    event.preventDefault()
    if (!browserSupportsWebAuthn()) return say(form.dataset.unsupported)
    say('')
    button.disabled = true
    try {
      const optionsJSON = JSON.parse(form.dataset.options)
      const given = form.dataset.passkey === 'new' ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON })
      answer.value = JSON.stringify(given)
      button.disabled = false
      form.requestSubmit(button)
    } catch (error) {
      button.disabled = false
      say(error?.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED' ? form.dataset.known : form.dataset.refused)
    }
  })
}
// Coming back to the page by "back": the answer was used.
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-passkey]')) form.elements.namedItem('passkey').value = ''
})
