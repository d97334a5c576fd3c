/** What the help page says of this institution's policy. */
export type StaffHelpFacts = {
  lease: string
  idle: string
  documentTries: number
  approvesAfter: string
  putBack: number
  disputeDays: number
  support: string
}

export const es = {
  title: 'Ayuda para el personal',
  lead: 'Qué hace cada función, y qué hacer cuando algo no sale como siempre.',
  rolesTitle: 'Qué hace cada función',
  roles: (facts: StaffHelpFacts) => [
    {
      role: 'agent',
      does: `Es quien atiende en la oficina: comprueba la identidad, revisa cada requisito y propone. No decide. Un trámite tomado vuelve solo a la cola si nadie lo toca en ${facts.lease}.`,
    },
    {
      role: 'approver',
      does: `Es quien decide lo que otra persona preparó. El sistema le asigna los trámites; no los elige. Una cuenta nueva aprueba después de ${facts.approvesAfter}.`,
    },
    {
      role: 'supervisor',
      does: `Es quien resuelve las disputas en ${facts.disputeDays === 1 ? 'un día hábil' : `${facts.disputeDays} días hábiles`}, y retiene una clave cuando hay señales de que alguien la usa mal.`,
    },
    { role: 'auditor', does: 'Es quien lee el registro: quién hizo qué, y quién vio los datos de quién.' },
    { role: 'administrator', does: 'Es quien invita y retira al personal. Cada invitación la confirma otro administrador.' },
  ],
  whenTitle: 'Qué hacer cuando…',
  when: (facts: StaffHelpFacts) => [
    {
      when: 'La persona no trae su documento, o trae el de otra',
      act: 'No siga: sin el documento del solicitante no hay trámite, aunque usted lo conozca. Deje el trámite; vale hasta el día que dice su recibo.',
    },
    {
      when: 'El número del documento no es el del trámite',
      act: `Revise si tomó el trámite que era. Después de ${facts.documentTries} números equivocados lo atiende otro agente.`,
    },
    {
      when: 'La persona perdió su código de continuación',
      act: 'Nadie puede verlo ni hacer otro. Proponga no aprobar, con el motivo de que la persona lo pide; después presenta otra solicitud.',
    },
    {
      when: 'La persona no tiene correo ni celular, o ya no tiene el que dio',
      act: 'Nadie del personal escribe ni cambia contactos. Cuando el trámite esté aprobado, la persona crea la clave patronal en una pantalla de la oficina, que abre alguien que no lo preparó ni lo aprobó. Un trámite de la clave personal no tiene esa pantalla: registra un contacto, y sin uno propio no se puede terminar. Que la persona consiga uno suyo, nunca el de otra, y empiece otra solicitud; si este ya se revisa, proponga no aprobarlo, con el motivo de que la persona lo pide.',
    },
    {
      when: 'Le piden la clave, o que la cree por alguien',
      act: 'Nunca. Ni usted la ve ni la elige: la crea la persona, sola. Si alguien insiste, avise a un supervisor.',
    },
    { when: 'El trámite es suyo, o de alguien cercano a usted', act: 'No lo atienda. Como agente, devuélvalo a la cola; como aprobador, páselo a otro.' },
    {
      when: 'No puede decidir un trámite que le tocó aprobar',
      act: `Si algo está mal o falta, devuélvalo a los agentes. Si no le toca a usted, páselo a otro aprobador: ${facts.putBack === 1 ? 'uno' : `hasta ${facts.putBack}`} al día.`,
    },
    {
      when: 'La página dice que alguien cambió el trámite',
      act: 'No se hizo nada, y lo que escribió sigue ahí. Mire qué cambió y envíelo otra vez.',
    },
    {
      when: 'Se terminó su sesión',
      act: `Pasa después de ${facts.idle} sin uso. Ingrese otra vez: lo que había escrito en un formulario enviado se le ofrece de nuevo.`,
    },
    {
      when: 'Perdió el dispositivo con su llave de acceso',
      act: 'Si tiene otra llave, ingrese con ella y quite la perdida: en «Hoy», «Sus llaves de acceso». Si no tiene otra, pida hoy mismo un enlace nuevo a un administrador.',
    },
    {
      when: 'Sospecha de un colega, o de un trámite',
      act: 'Avise a un supervisor, que puede retener la clave, y a un administrador, que puede retirar la cuenta y hacer que se revise otra vez lo que hizo. No lo arregle por su cuenta.',
    },
  ],
  publicHelp: (phone: string) => `Para el público están la ayuda de las páginas y el teléfono ${phone}.`,
  publicLink: 'Ayuda para el público',
  back: 'Ir a «Hoy»',
}
