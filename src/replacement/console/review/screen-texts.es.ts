import type { Counted } from '../queue.ts'

export const es = {
  title: 'Abrir la pantalla del solicitante',
  what: 'Para quien no puede recibir el último código por mensaje. La abre una persona que no preparó ni aprobó este trámite.',
  look: 'Mire el documento original y a la persona. Escriba usted el número que muestra el documento: no se lo mostramos.',
  document: 'Número del documento',
  documentHint: 'El que está impreso, no el que le dicten.',
  open: 'Es la misma persona: abrir la pantalla',
  empty: 'Escriba el número del documento',
  refused: {
    not_the_applicant: 'Esta solicitud es suya',
    not_who_prepared: 'Usted preparó este trámite',
    not_who_approved: 'Usted aprobó este trámite',
    not_who_resolved: 'Usted resolvió una disputa de este trámite, o de otro del mismo titular',
  },
  byAnother: (why: string) =>
    `${why}: la pantalla del solicitante la abre otra persona, que sea agente, aprobador o supervisor y no haya preparado ni aprobado este trámite.`,
  nobodyHere: (office: string) =>
    `La persona no dio contacto: crea la clave en una pantalla, que abre un agente, aprobador o supervisor que no haya preparado ni aprobado el trámite. En ${office} no queda nadie así. Puede abrirla alguien de otra oficina, allí o en la suya: acuerde con la persona adónde ir y cuándo, con su documento, el número del trámite y su código de continuación.`,
  stuck: {
    title: ({ count, more }: Counted) => `Aprobados, sin nadie en la oficina del trámite que pueda abrir la pantalla: ${more ? `más de ${count}` : count}`,
    what: 'Quienes atienden allí los prepararon o aprobaron, y la persona no tiene contacto. Acuerde con ella adónde ir: la pantalla la abre un agente, aprobador o supervisor de otra oficina, allí o en la suya. Para que no se repita, esa oficina necesita a alguien más.',
  },
  wrong: (left: number) =>
    `Ese número no es el de la persona que hizo la solicitud. Mírelo otra vez: le ${left === 1 ? 'queda un intento' : `quedan ${left} intentos`}. Si no coincide, no siga.`,
  noTries: 'Usted ya no puede probar más números para este trámite: tiene que abrirla otra persona.',
  opened: 'Lea este código a la persona',
  read: (page: string) =>
    `En un equipo de la oficina, la persona entra a ${page} con su número y su código de continuación, que usted no debe ver, y escribe este código:`,
  until: (time: string) => `Sirve una vez, hasta las ${time}. No se vuelve a mostrar.`,
  stepAway: 'Después apártese: la persona elige la clave sola, y nadie más la ve.',
  notWaiting: 'Este trámite no espera una pantalla: no está aprobado, su espera no ha terminado, ya acabó, o es de una clave personal.',
}
