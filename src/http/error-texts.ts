const es = {
  notFound: { title: 'Esta página no existe', text: 'Revise la dirección o vuelva al inicio.' },
  forbidden: {
    title: 'No pudimos comprobar de dónde vino el formulario',
    text: 'Vuelva atrás, recargue la página y envíelo otra vez. Este sitio necesita cookies para funcionar.',
  },
  tooLarge: { title: 'Lo que envió es demasiado grande', text: 'Vuelva atrás y envíe menos texto.' },
  tooMany: {
    title: 'Ya estamos atendiendo lo que envió',
    text: 'Recibimos el mismo formulario muchas veces a la vez. Espere unos segundos, vuelva atrás y recargue la página.',
  },
  badRequest: { title: 'No entendimos lo que envió', text: 'Vuelva atrás y pruebe otra vez.' },
  unavailable: { title: 'El servicio no puede atender en este momento', text: 'Lo que ya estaba confirmado no se pierde. Intente otra vez en unos minutos.' },
  broken: {
    title: 'Algo falló de nuestro lado',
    text: 'Lo que ya estaba confirmado no se pierde. Intente otra vez; si vuelve a pasar, llámenos y diga esta referencia.',
  },
  reference: 'Referencia:',
  home: 'Ir al inicio',
}

const en = {
  notFound: { title: 'This page does not exist', text: 'Check the address, or go back to the start.' },
  forbidden: { title: 'We could not check where the form came from', text: 'Go back, reload the page and send it again. This site needs cookies to work.' },
  tooLarge: { title: 'What you sent is too large', text: 'Go back and send less text.' },
  tooMany: {
    title: 'We are already working on what you sent',
    text: 'The same form reached us many times at once. Wait a few seconds, go back and reload the page.',
  },
  badRequest: { title: 'We did not understand what you sent', text: 'Go back and try again.' },
  unavailable: { title: 'The service cannot answer at this moment', text: 'What was already confirmed is not lost. Try again in a few minutes.' },
  broken: {
    title: 'Something failed on our side',
    text: 'What was already confirmed is not lost. Try again; if it happens again, call us and give this reference.',
  },
  reference: 'Reference:',
  home: 'Go to the start',
} satisfies typeof es

export const errorTexts = { es, en }
