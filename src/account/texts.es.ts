import type { Doubt } from '../contacts/contacts.ts'
import type { CredentialStatus, KeyKind } from '../credentials/credentials.ts'
import type { Device } from '../http/device.ts'
import type { OpenCase } from '../recovery/case.ts'

const key = { employer: 'la clave patronal', personal: 'la clave personal' } satisfies Record<KeyKind, string>

export const es = {
  key,
  ruc: 'RUC',
  branch: 'Sucursal',
  nationalId: 'Cédula',
  back: 'Volver a la cuenta',
  home: {
    signIns: 'Últimos ingresos',
    noSignIns: 'Todavía no hay ingresos.',
    known: 'equipo conocido',
    unknown: 'equipo que no conocíamos',
    notYou: (what: string) => `Si no reconoce un ingreso, haga otra clave ahora: ${what} de hoy deja de servir en todas partes.`,
    recover: { employer: 'Recuperar la clave patronal', personal: 'Desbloquear o cambiar la clave personal' } satisfies Record<KeyKind, string>,
    device: { phone: 'Teléfono', tablet: 'Tableta', computer: 'Computador', unknown: 'Equipo no reconocido' } satisfies Record<Device, string>,
    contacts: 'Contactos registrados',
    noContacts: 'No hay ningún contacto registrado. Sin contactos la clave solo se recupera en una oficina.',
    since: (when: string) => `desde el ${when}`,
    cooling: (until: string) => `Cambió hace poco: hasta el ${until} no basta por sí solo para recuperar la clave.`,
    doubt: {
      serves_many_employers: 'En duda: sirve a muchos empleadores. No basta por sí solo.',
      bounced: 'En duda: devolvió un mensaje. No basta por sí solo. Cámbielo si ya no lo usa.',
      unused: 'En duda: hace mucho que no se usa para recuperar la clave. No basta por sí solo.',
      only_phone: 'En duda: es el único contacto y es un celular. No basta por sí solo. Agregue un correo.',
    } satisfies Record<Doubt, string>,
    change: 'Cambiar o agregar un contacto',
    history: 'Historia de la clave',
    set: (when: string) => `Creada el ${when}`,
    external: (when: string) => `Hecha antes de este servicio; consta desde el ${when}`,
    unlocked: (when: string) => `Desbloqueada el ${when}.`,
    status: {
      external: () => 'Es la que vale, hasta que cree una aquí.',
      active: () => 'Es la que vale.',
      blocked: () => 'Está bloqueada.',
      replaced: (when: string) => `Terminó el ${when}: se creó otra.`,
      frozen: (when: string) => `Terminó el ${when}: un contacto avisó que no la reconocía y quedó anulada.`,
    } satisfies Record<CredentialStatus, (when: string) => string>,
    cases: 'Trámites abiertos',
    noCases: 'No hay ninguna recuperación abierta.',
    case: (number: string, when: string) => `Trámite ${number}, pedido el ${when}`,
    caseState: {
      awaiting_proof: 'Alguien pidió recuperar la clave. Nadie ha confirmado todavía con un contacto.',
      proven: 'Se confirmó con un contacto. Falta crear la clave nueva.',
      needs_office: 'Sigue en una oficina.',
      disputed: 'Un contacto lo detuvo. Se aclara en una oficina.',
    } satisfies Record<OpenCase['state'], string>,
    sessions: 'Sesiones abiertas',
    session: (device: string, started: string, seen: string) => `${device}. Empezó el ${started}; último uso: ${seen}.`,
    own: 'Es esta.',
    endOthers: 'Cerrar las otras sesiones',
    endedOthers: 'Se cerraron las otras sesiones.',
    signOut: 'Cerrar la sesión',
  },
  noChanges: {
    fresh_key: (until: string) =>
      `La clave es reciente y un contacto todavía puede anularla. Hasta el ${until} no se puede cambiar nada en esta cuenta, para que nadie que la haya robado se quede con ella.`,
    hold: (since: string) => `Esta cuenta está retenida por seguridad desde el ${since}. No se puede cambiar nada hasta aclararlo en una oficina.`,
    dispute: 'Un contacto detuvo una recuperación de la clave. No se puede cambiar nada hasta aclararlo en una oficina.',
    vetoed: (since: string) =>
      `El ${since} un contacto avisó que no reconocía un cambio hecho con esta clave, y lo deshizo. Con esta clave ya no se puede cambiar nada. Para volver a hacer cambios, cree otra clave.`,
  },
}
