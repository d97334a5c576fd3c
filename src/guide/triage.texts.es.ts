import type { Journey, Question } from './triage.ts'

type Choice = { label: string; hint?: string }
type Questions = Record<Question, { title: string; employer?: string; choices: Record<string, Choice> }>

const questions = {
  para: {
    title: '¿Para qué necesita la clave?',
    choices: {
      empresa: { label: 'Para una empresa o como empleador', hint: 'Planillas, avisos de entrada y salida. También si emplea a alguien en su casa.' },
      persona: { label: 'Para mí, como afiliado o pensionista', hint: 'Aportes, préstamos, pensión, certificados.' },
    },
  },
  clave: {
    title: '¿Qué pasa con la clave?',
    choices: {
      olvidada: { label: 'No la recuerdo o no la tengo' },
      bloqueada: { label: 'Está bloqueada, o la escribo bien y no entra' },
      nunca: { label: 'Nunca he tenido una' },
      funciona: { label: 'La tengo y quiero ingresar' },
    },
  },
  contacto: {
    title: '¿Puede leer los mensajes del correo o celular registrado?',
    choices: {
      si: { label: 'Sí' },
      no: { label: 'No, ya no tengo ninguno', hint: 'Por ejemplo, si el correo era de alguien que ya no está.' },
      'no-se': { label: 'No sé cuál es', hint: 'Puede probar: si un mensaje le llega, ese es.' },
    },
  },
  representante: {
    title: '¿El representante legal es el mismo que consta en el registro?',
    choices: {
      mismo: { label: 'Sí, o soy yo el empleador' },
      'se-fue': { label: 'Sí, pero quien guardaba la clave ya no está' },
      cambio: { label: 'No, cambió' },
      cerrada: { label: 'La empresa está cerrada' },
    },
  },
} satisfies Questions

type Result = { title: string; lead: string; gather: readonly { what: string; when: string; taken?: boolean }[]; button: string; path: string }

const results = {
  recover: {
    title: 'Recupere la clave patronal en línea',
    lead: 'Con un mensaje al contacto registrado crea una clave nueva. La anterior deja de servir.',
    gather: [
      { what: 'El RUC y la sucursal', when: 'En el primer paso, para encontrar el registro.' },
      { what: 'La cédula del representante legal', when: 'En el primer paso. Basta el número.' },
      { what: 'El correo o el celular registrado', when: 'En el segundo paso. Ahí llega un enlace y un código.' },
    ],
    button: 'Recuperar la clave patronal',
    path: '/empleador/recuperar',
  },
  employer_sign_in: {
    title: 'Ingrese como empleador',
    lead: 'Si la clave no entra, en la misma página puede recuperarla.',
    gather: [{ what: 'El RUC, la sucursal y la clave patronal', when: 'Para ingresar.' }],
    button: 'Ingresar como empleador',
    path: '/empleador/ingresar',
  },
  employer_office: {
    title: 'Necesita ir a una oficina',
    lead: 'En línea no podemos comprobar que la empresa es suya. En la oficina la clave nueva la crea usted: nadie más la ve.',
    gather: [
      { what: 'El representante legal, en persona, con su cédula original', when: 'Para comprobar quién es. No lleve copias.', taken: true },
      { what: 'El RUC y la sucursal', when: 'Para encontrar el registro.' },
      { what: 'Un correo o celular que sí lea', when: 'Ahí llegarán los avisos y el código para crear la clave.' },
    ],
    button: 'Ver las oficinas',
    path: '#oficinas',
  },
  unlock: {
    title: 'Desbloquee la clave personal en línea',
    lead: 'Con un mensaje a su contacto registrado puede conservar la clave que ya tiene o crear otra.',
    gather: [
      { what: 'Su número de cédula', when: 'En el primer paso, para encontrar el registro.' },
      { what: 'Su correo o celular registrado', when: 'En el segundo paso. Ahí llega un enlace y un código.' },
    ],
    button: 'Desbloquear la clave personal',
    path: '/personal/desbloquear',
  },
  personal_sign_in: {
    title: 'Ingrese con su clave personal',
    lead: 'Si la clave no entra, en la misma página puede desbloquearla.',
    gather: [{ what: 'Su cédula y su clave personal', when: 'Para ingresar.' }],
    button: 'Ingresar',
    path: '/personal/ingresar',
  },
  personal_office: {
    title: 'Necesita ir a una oficina',
    lead: 'Sin un contacto registrado que usted lea no podemos comprobar en línea que es usted. En la oficina se registra uno nuevo, y con él desbloquea la clave.',
    gather: [
      { what: 'Usted en persona, con su cédula original', when: 'Para comprobar quién es. No lleve copias.', taken: true },
      { what: 'Un correo o celular propio, que sí lea', when: 'Quedará registrado en lugar del anterior. Sin uno no se puede terminar.' },
    ],
    button: 'Ver las oficinas',
    path: '#oficinas',
  },
} satisfies Record<Journey, Result>

export const es = {
  back: 'Volver a la pregunta anterior',
  startAgain: 'Empezar de nuevo',
  your: 'Lo que respondió',
  gatherTitle: 'Tenga a la mano',
  timeTitle: 'Cuánto tarda',
  costTitle: 'Cuánto cuesta',
  cost: 'Nada: es gratis, en línea y en la oficina. Nadie puede cobrarle por hacerlo.',
  notAskedTitle: 'Lo que no le pediremos',
  notAsked: [
    'Su clave actual, por teléfono o por mensaje.',
    'El código que le llega: solo se escribe en la página donde lo pidió.',
    'Fotos o copias de documentos que el Estado ya tiene.',
  ],
  how: 'Cómo empezar',
  offices: 'Oficinas',
  callFirst: 'Si tiene dudas, llame antes:',
  questions,
  results,
}
