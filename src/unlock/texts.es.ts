export const es = {
  before: {
    title: 'La clave personal',
    lead: 'Es la clave de afiliados y pensionistas. Si está bloqueada, puede desbloquearla y seguir usando la misma; si la olvidó, crea otra. Es gratis.',
    signIn: 'Ingresar con la clave personal',
    haveTitle: 'Para desbloquearla, tenga a la mano',
    have: [
      { what: 'Su cédula', when: 'Para encontrar el registro, en el primer paso. Basta el número, no hace falta el documento.' },
      { what: 'Su correo o su celular registrado', when: 'En el segundo paso. Ahí llega un enlace y un código que demuestran que es usted.' },
    ],
    timeTitle: 'Cuánto tarda',
    time: (from: string, to: string) => `Entre ${from} y ${to}, según lo que tarde en llegar el mensaje. Es una estimación.`,
    notAskedTitle: 'Lo que no le pediremos',
    notAsked: ['Una foto de su cédula o de su cara.', 'Ningún pago.', 'El código por teléfono, por mensaje o en una oficina.'],
    noContactTitle: 'Si ya no tiene ese correo ni ese celular',
    noContact: 'En una oficina, con su cédula, se cambia el contacto registrado; después desbloquea la clave aquí. Llame primero para saber qué llevar:',
    employerTitle: 'La clave patronal es otra',
    employer: 'Si lo que necesita es la clave de una empresa o de un empleador,',
    employerLink: 'vaya a la clave patronal',
  },
}
