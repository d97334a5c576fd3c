import type { Language } from '../institution.ts'

const es = {
  refused: 'La comprobación automática caducó o no terminó. Lo que escribió sigue aquí: vuelva a pulsar Continuar.',
  stopped: (until: string) =>
    `Desde su red se hicieron demasiadas solicitudes. Podrá intentarlo de nuevo a las ${until}. Si ya recibió un enlace, puede usarlo ahora.`,
  noScriptStopped: (until: string) => `No podemos recibir más solicitudes sin JavaScript hasta las ${until}.`,
  otherWays: 'Mientras tanto puede:',
  ways: ['activar JavaScript en este navegador', 'usar otro teléfono o computador', 'usar un enlace que ya haya recibido', 'llamarnos'],
  checking: 'Comprobación automática en marcha. No tiene que hacer nada.',
  checked: 'Comprobación automática lista.',
  waiting: 'Un momento: al terminar la comprobación automática, continuamos.',
  notChecked: 'La comprobación automática no funcionó en este navegador. Puede continuar.',
  noScript: (most: number) => `Esta página también funciona sin JavaScript. Solicitudes por hora desde una misma red: ${most}.`,
}

const en = {
  refused: 'The automatic check ran out or did not finish. What you typed is still here: press Continue again.',
  stopped: (until) => `Too many requests were made from your network. You can try again at ${until}. If you have received a link, you can use it now.`,
  noScriptStopped: (until) => `We can take no more requests without JavaScript until ${until}.`,
  otherWays: 'Meanwhile you can:',
  ways: ['turn JavaScript on in this browser', 'use another phone or computer', 'use a link that you have received', 'call us'],
  checking: 'Automatic check under way. There is nothing you have to do.',
  checked: 'Automatic check done.',
  waiting: 'One moment: when the automatic check ends, we go on.',
  notChecked: 'The automatic check did not work in this browser. You can continue.',
  noScript: (most) => `This page also works without JavaScript. Requests an hour from one network: ${most}.`,
} satisfies typeof es

export const puzzleTexts = { es, en } satisfies Record<Language, typeof es>
