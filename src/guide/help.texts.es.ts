/** Numbers of the policy as people say them. */
export type HelpFacts = {
  institution: string
  code: string
  codeDigits: number
  tries: number
  link: string
  failures: number
  known: string
  coolOff: string
  veto: string
  vetoDays: number
}

export type Topic = 'claves' | 'reunir' | 'bloqueada' | 'tarda' | 'mensajes'
export type HelpText = { title: string; about: string; parts: readonly { title: string; text: readonly string[] }[] }

export const topicPaths = {
  claves: '/ayuda/dos-claves',
  reunir: '/ayuda/que-reunir',
  bloqueada: '/ayuda/clave-bloqueada',
  tarda: '/ayuda/cuanto-tarda',
  mensajes: '/ayuda/nuestros-mensajes',
} as const satisfies Record<Topic, string>

const times = (count: number) => (count === 1 ? 'una vez' : `${count} veces`)

export const es = {
  index: {
    title: 'Ayuda',
    lead: '¿No sabe por dónde empezar? Responda unas preguntas cortas y le decimos qué trámite es el suyo.',
    triage: 'Empezar',
    call: 'O llame:',
  },
  more: 'Más ayuda',
  online: { recovery: 'Clave patronal, en línea', unlock: 'Clave personal, en línea', office: 'En una oficina' },
  topics: (facts: HelpFacts): Record<Topic, HelpText> => ({
    claves: {
      title: 'Hay dos claves, y no son la misma',
      about: 'Qué es la clave patronal y qué es la clave personal.',
      parts: [
        {
          title: 'La clave patronal',
          text: [
            'Es de un empleador: una empresa, un negocio propio, una institución pública o quien emplea a alguien en su casa. Cada sucursal tiene la suya.',
            'Se ingresa con el RUC y la sucursal. Si se olvida o se bloquea, se reemplaza por una nueva: la anterior no se muestra ni se desbloquea.',
          ],
        },
        {
          title: 'La clave personal',
          text: [
            'Es de una persona: afiliada, pensionista o jubilada. Se ingresa con la cédula.',
            'Si se bloquea, se puede desbloquear y conservar, o cambiar por otra.',
          ],
        },
        {
          title: 'Una no abre la otra',
          text: ['Aunque usted represente a una empresa, su clave personal no abre la de la empresa, y recuperar una no cambia la otra.'],
        },
      ],
    },
    reunir: {
      title: 'Qué tener a la mano',
      about: 'Qué se pide en cada trámite, y para qué.',
      parts: [
        {
          title: 'Clave patronal',
          text: [
            'El RUC, la sucursal (casi siempre 0001) y la cédula del representante legal: sirven para encontrar el registro.',
            'El correo o el celular registrado de la empresa: ahí llega el mensaje que demuestra que es usted.',
          ],
        },
        { title: 'Clave personal', text: ['Su número de cédula, y su correo o celular registrado.'] },
        {
          title: 'Si ya no tiene ese correo ni ese celular',
          text: ['Vaya a una oficina con su cédula original; por una empresa va el representante legal. No hacen falta copias.'],
        },
      ],
    },
    bloqueada: {
      title: 'Cuando la clave está bloqueada',
      about: 'Por qué se bloquea y qué hacer.',
      parts: [
        {
          title: 'Por qué se bloquea',
          text: [
            `Si en equipos que no conocemos la clave se escribe mal ${times(facts.failures)}${facts.failures === 1 ? '' : ' seguidas'}, esos equipos ya no pueden ingresar, tampoco con la clave correcta. Antes de eso avisamos a los contactos registrados.`,
            `Donde usted ya ingresó hace menos de ${facts.known} puede seguir ingresando.`,
          ],
        },
        {
          title: 'Qué hacer',
          text: ['Empleador: recupere la clave patronal; la nueva sirve de inmediato. Afiliado o pensionista: desbloquee la clave personal.'],
        },
        {
          title: 'Cuando alguien detuvo el trámite',
          text: [
            `Cuando la clave cambia, cada contacto registrado recibe un aviso. Durante ${facts.veto} o ${facts.vetoDays === 1 ? '1 día hábil' : `${facts.vetoDays} días hábiles`}, lo que termine más tarde, puede decir que no reconoce el cambio: la clave nueva queda anulada y otra solo se obtiene en una oficina.`,
            `Un contacto que cambió hace menos de ${facts.coolOff} no basta por sí solo.`,
          ],
        },
      ],
    },
    tarda: { title: 'Cuánto tarda', about: 'En línea y en una oficina.', parts: [] },
    mensajes: {
      title: 'Cómo reconocer nuestros mensajes',
      about: 'Y qué no le pedirá nunca nadie.',
      parts: [
        {
          title: 'Lo que nuestros mensajes llevan',
          text: [
            'Dos palabras: las mismas que muestra la página donde usted hizo la solicitud. Si no son las mismas, no es su solicitud.',
            `Un enlace, que sirve ${facts.link}, y un código de al menos ${facts.codeDigits} números, que sirve ${facts.code} y se puede escribir mal ${times(facts.tries)}.`,
            'La hora y el tipo de equipo desde el que se pidió.',
            'Un enlace «No fui yo», para detener lo que usted no pidió.',
          ],
        },
        {
          title: 'Lo que nadie le pedirá',
          text: [
            `Nadie que trabaje en ${facts.institution} le pedirá un código ni una clave: ni por teléfono, ni por mensaje, ni en una oficina. Quien lo pide quiere robarle la clave.`,
            'El trámite es gratis. Nadie debe cobrarle por hacerlo.',
          ],
        },
        {
          title: 'Si recibe un mensaje que no pidió',
          text: ['No dé el código a nadie. Puede detener la solicitud con el enlace «No fui yo», o no hacer nada: sin su mensaje nadie crea una clave.'],
        },
      ],
    },
  }),
}
