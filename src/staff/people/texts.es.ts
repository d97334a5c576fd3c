import type { StaffChangeKind } from '../staff.ts'
import type { ShownAccount } from './view-people.ts'

export const es = {
  list: {
    title: 'Personal',
    lead: 'Toda invitación y todo cambio los confirma un segundo administrador. Los auditores reciben aviso de cada paso.',
    invite: 'Invitar a una persona',
    waiting: 'Esperan confirmación',
    nothing: 'Nada espera confirmación.',
    accounts: 'Cuentas',
    alone: 'Hay un solo administrador con cuenta activa. Lo que espera confirmación lo confirma el operador, con el comando «staff».',
    removed: (count: number) => (count === 1 ? '1 cuenta retirada' : `${count} cuentas retiradas`),
    waitsFor: (name: string) => `Invitación de ${name}`,
  },
  states: {
    unconfirmed: 'Sin confirmar',
    invited: 'Confirmada, sin inscribir',
    active: 'Activa',
    removed: 'Retirada',
  } satisfies Record<ShownAccount['state'], string>,
  changes: { new_link: 'Nuevo enlace de inscripción', details: 'Cambio de datos' } satisfies Record<StaffChangeKind, string>,
  fields: {
    email: 'Correo del trabajo',
    emailHint: 'Ahí llega el enlace de inscripción. Tiene que ser de la persona, no de un grupo.',
    nationalId: 'Cédula',
    nationalIdHint: 'Cada persona tiene una sola cuenta.',
    office: 'Oficina',
    noOffice: 'Ninguna',
    roles: 'Funciones',
    state: 'Estado',
    invited: 'Invitada',
    confirmed: 'Confirmada',
    by: (when: string, name: string) => `el ${when}, por ${name}`,
    operator: 'el operador del sistema',
    approvesFrom: 'Aprueba desde',
    removed: 'Retirada',
    passkeys: 'Llaves de acceso',
    used: (count: number, when: string) => `${count}; usada por última vez el ${when}`,
    unused: (count: number) => `${count}; sin usar todavía`,
    voided: 'Su trabajo está en duda desde',
    instead: (after: string, before: string) => `${after} (ahora: ${before})`,
  },
  roleHints: {
    agent: 'atiende solicitudes en la oficina',
    approver: 'aprueba lo que otra persona preparó',
    supervisor: 'resuelve disputas',
    auditor: 'consulta el registro y las cuentas; conviene que no tenga otra función',
    administrator: 'invita y retira personal',
  },
  errors: {
    email: 'Escriba un correo válido.',
    nationalId: 'Escriba los diez dígitos de la cédula.',
    office: 'Elija una oficina de la lista.',
    roles: 'Elija al menos una función.',
    known: 'Esta cédula ya tiene una cuenta.',
    self: 'Nadie decide sobre su propia cuenta. Lo hace otro administrador.',
    asked_by_you: 'Usted mismo lo pidió. Tiene que confirmarlo otro administrador.',
    asker_gone: 'Quien lo pidió ya no es administrador, así que nadie puede confirmarlo. Si hace falta, retírelo y pídalo otra vez.',
    addressKnown: 'Este correo es de otra cuenta. Cada persona usa el suyo.',
    gone: 'La cuenta cambió mientras tanto. Revise cómo está ahora.',
    waiting: 'Ya hay un pedido igual que espera confirmación.',
  },
  invite: {
    title: 'Invitar a una persona',
    lead: 'Otro administrador tiene que confirmar la invitación. Solo entonces la persona recibe su enlace, por correo.',
    button: 'Enviar a confirmación',
  },
  one: {
    done: {
      retirada: 'La cuenta quedó retirada. Los auditores y la persona reciben aviso.',
      revisar: 'Su trabajo se revisa otra vez. Los auditores reciben aviso.',
      pedido: 'Quedó pedido. Otro administrador tiene que confirmarlo.',
      confirmado: 'Quedó confirmado. Los auditores reciben aviso.',
      retirado: 'El pedido quedó retirado.',
    },
    confirmTitle: 'Invitación por confirmar',
    confirmLead: 'Confirme solo si conoce a la persona y sus funciones son las que necesita.',
    confirm: 'Confirmar',
    withdraw: 'Retirar el pedido',
    wants: 'Se pidió',
    asked: (when: string, name: string) => `el ${when}, por ${name}`,
    linkTitle: 'No recibió su enlace, o venció',
    link: 'Cuando otro administrador lo confirme, la persona recibe un enlace nuevo por correo y el anterior deja de servir. Usted no lo ve.',
    lostTitle: 'Perdió su llave de acceso',
    lost: 'Cuando otro administrador lo confirme, las llaves y sesiones de la cuenta terminan y la persona recibe un enlace nuevo por correo. Usted no lo ve. Por un tiempo no podrá aprobar.',
    lostButton: 'Pedir un enlace nuevo',
    changeTitle: 'Cambiar sus datos',
    changeButton: 'Pedir el cambio',
    inRecord: 'Ver en el registro lo que hizo',
    back: 'Todas las cuentas',
  },
  help: {
    title: 'Cómo se administra el personal',
    text: ({ link, wait }: { link: string; wait: string }) => [
      `Invitar: usted escribe el correo, la cédula, la oficina y las funciones; otro administrador confirma. La persona recibe por correo un enlace que dura ${link} e inscribe su propia llave de acceso. Nadie más la ve.`,
      `Primeros días: quien es nuevo, recibe la función de aprobar o de resolver, o cambia de llave porque la perdió, no aprueba nada durante ${wait}.`,
      'Llave perdida: si tiene otra, la persona quita la perdida en «Sus llaves de acceso». Si no, un administrador pide un enlace nuevo y otro lo confirma: las llaves y sesiones de antes terminan.',
      'Retirar: basta un administrador y vale al instante. Si hay dudas de su trabajo, lo que no ha terminado se revisa otra vez, ahora o más tarde. Lo que pidió como administrador ya no se puede confirmar.',
      'Confirme solo lo que conoce: compare la persona, el correo, la oficina y las funciones. Nadie decide sobre su propia cuenta, ni confirma lo que pidió. Un auditor no debería tener otra función.',
    ],
  },
  removal: {
    title: 'Retirar la cuenta',
    titleVoid: 'Revisar otra vez su trabajo',
    lead: 'Sus sesiones, sus llaves de acceso y sus enlaces terminan ahora mismo. No hace falta que otra persona lo confirme. Revise que es la cuenta que quiere retirar.',
    leadVoid:
      'La cuenta ya está retirada. Si después hay dudas de su trabajo, lo que no ha terminado vuelve a revisarse, y lo que esta persona encontró deja de contar.',
    who: 'Quién',
    leased: 'Trámites que tiene tomados',
    leasedText: (count: number) => (count === 0 ? 'Ninguno.' : count === 1 ? '1: vuelve a la cola.' : `${count}: vuelven a la cola.`),
    standing: 'Propuestos o aprobados, sin terminar, en los que intervino',
    standingText: (count: number) =>
      count === 0 ? 'Ninguno.' : count === 1 ? '1: si hay dudas, vuelve a revisión.' : `${count}: si hay dudas, vuelven a revisión.`,
    disputes: 'Sin terminar, en los que dio la razón a quien pide',
    disputesText: (count: number) =>
      count === 0
        ? 'Ninguno.'
        : count === 1
          ? '1: si hay dudas, queda detenido y otro supervisor decide de nuevo.'
          : `${count}: si hay dudas, quedan detenidos y otro supervisor decide de nuevo.`,
    contacts: 'Contactos que dejaron de contar por su decisión',
    contactsText: (count: number) =>
      count === 0 ? 'Ninguno.' : count === 1 ? '1: si hay dudas, vuelve a quedar registrado.' : `${count}: si hay dudas, vuelven a quedar registrados.`,
    underReview: 'En revisión, con la identidad o algo que comprobó',
    underReviewText: (count: number) => (count === 0 ? 'Ninguno.' : `${count}: si hay dudas, lo que comprobó deja de contar.`),
    activated: 'Ya completados en los que intervino',
    activatedText: (count: number) =>
      count === 0
        ? 'Ninguno.'
        : `${count}: no cambian. Un auditor los encuentra en el registro por la cédula de la cuenta; un supervisor puede retener esas claves.`,
    voidsWork: 'Hay dudas de su trabajo: revisar otra vez lo que no ha terminado',
    voidsLater: 'También puede hacerlo más tarde, desde la página de la cuenta retirada.',
    button: 'Retirar la cuenta',
    buttonVoid: 'Revisar otra vez',
    back: 'Volver a la cuenta',
  },
}
