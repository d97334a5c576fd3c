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
  /** Of a case with an office; `office`: whether requests for one are taken here. */
  office: boolean
  draft: string
  visit: string
  answer: string
  approval: string
  wait: string
  waitDays: number
  workingDays: number
}

export type Topic = 'claves' | 'reunir' | 'bloqueada' | 'tarda' | 'oficina' | 'mensajes'
export type HelpText = { title: string; about: string; parts: readonly { title: string; text: readonly string[] }[] }

export const topicPaths = {
  claves: '/ayuda/dos-claves',
  reunir: '/ayuda/que-reunir',
  bloqueada: '/ayuda/clave-bloqueada',
  tarda: '/ayuda/cuanto-tarda',
  oficina: '/ayuda/con-una-oficina',
  mensajes: '/ayuda/nuestros-mensajes',
} as const satisfies Record<Topic, string>

const days = (count: number) => (count === 1 ? '1 día hábil' : `${count} días hábiles`)
const times = (count: number) => (count === 1 ? 'una vez' : `${count} veces`)

export const es = {
  index: {
    title: 'Ayuda',
    lead: '¿No sabe por dónde empezar? Responda unas preguntas cortas y le decimos qué trámite es el suyo.',
    triage: 'Empezar',
    call: 'O llame:',
  },
  more: 'Más ayuda',
  follow: 'Ver su trámite',
  request: { employer: 'Pedir una clave patronal nueva', personal: 'Cambiar el contacto de su clave personal' },
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
          text: [
            facts.office
              ? 'Empiece en línea una solicitud, que termina en una oficina: le dice qué se revisará en su caso y qué llevar, antes de pedirle datos.'
              : 'Vaya a una oficina con su cédula original; por una empresa va el representante legal. No hacen falta copias.',
          ],
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
    oficina: {
      title: 'Pedir una clave nueva en una oficina',
      about: 'Cómo es, quién ve qué, y el código que es solo para usted.',
      parts: [
        {
          title: 'Para qué sirve',
          text: [
            'Para cuando la clave no se puede recuperar en línea: quien la tenía ya no está, cambió el representante legal, ningún contacto registrado sirve, la clave está retenida, nunca hubo una o el empleador está cerrado. También para cambiar el contacto de la clave personal.',
          ],
        },
        {
          title: 'Cómo es',
          text: [
            `Llene la solicitud en línea, para lo que tiene ${facts.draft}: el motivo, los datos, un correo o celular que sí usa, y la oficina. Antes de pedirle datos le decimos qué se revisará y qué llevar.`,
            `Guarde el recibo, que tiene el número de su trámite, y vaya a la oficina con su cédula original. Tiene ${facts.visit} para ir.`,
            `Quien le atiende comprueba quién es usted y revisa lo que pide su caso. Después lo aprueba otra persona, que no le atendió. La institución tiene ${days(facts.workingDays)}, sin contar el tiempo en que espera algo de usted. Si le piden algo, tiene ${facts.answer} para llevarlo o arreglarlo.`,
            `Si había otro contacto registrado, se le avisa y se espera al menos ${facts.wait} y hasta el final de ${days(facts.waitDays)}, por si se opone.`,
            `Al final usted crea la clave, con el número del trámite, su código de continuación y un código que llega a su contacto nuevo. Tiene ${facts.approval} desde la aprobación. Si no tiene correo ni celular, la crea en una pantalla de la oficina; para cambiar el contacto de la clave personal sí hace falta uno propio.`,
          ],
        },
        {
          title: 'El código de continuación es solo para usted',
          text: [
            'Está solo en su recibo, en una hoja aparte. No llega por mensaje, y en la oficina nadie lo ve ni lo necesita. Quien se lo pide, aunque trabaje ahí, quiere la clave de su empresa.',
            'Sin él nadie termina el trámite. Si lo pierde, empiece otro; si ya fue a la oficina, pida ahí que cierren el anterior.',
          ],
        },
        {
          title: 'Quién ve qué',
          text: [
            'En la oficina ven lo que usted escribió y lo que dice el registro, y solo después de comprobar quién es usted. Cada vez que alguien mira sus datos queda anotado.',
            'Nadie en la oficina conoce ni elige la clave nueva.',
            'Los contactos registrados antes se enteran de que hay una solicitud, y pueden detenerla si no la reconocen.',
          ],
        },
        {
          title: 'Cómo seguir su trámite',
          text: ['Con el número y el código de continuación puede ver dónde está, quién tiene que hacer algo y hasta cuándo, y puede cancelarlo:'],
        },
      ],
    },
    mensajes: {
      title: 'Cómo reconocer nuestros mensajes',
      about: 'Y qué no le pedirá nunca nadie.',
      parts: [
        {
          title: 'Lo que nuestros mensajes llevan',
          text: [
            'Cuando se pide algo en línea, dos palabras: las mismas que muestra la página donde usted hizo la solicitud. Si no son las mismas, no es su solicitud.',
            `Un enlace, que sirve ${facts.link}, y un código de al menos ${facts.codeDigits} números, que sirve ${facts.code} y se puede escribir mal ${times(facts.tries)}.`,
            'La hora y el tipo de equipo desde el que se pidió.',
            'Un enlace «No fui yo», para detener lo que usted no pidió.',
            'Los avisos de un trámite con una oficina llevan el número del trámite y ese enlace, sin las dos palabras y sin ningún código.',
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
          text: [
            'No dé el código a nadie. Detenga la solicitud con el enlace «No fui yo».',
            'Si el aviso habla de un trámite con una oficina o de una espera, deténgalo antes de la fecha que dice: si nadie lo detiene, quien lo pidió podrá crear otra clave.',
          ],
        },
      ],
    },
  }),
}
