import type { StaffRole } from './staff.ts'

export const es = {
  frame: {
    nav: 'Consola de oficina',
    today: 'Hoy',
    cases: 'Trámites',
    approvals: 'Aprobaciones',
    record: 'Registro',
    staff: 'Personal',
    signOut: 'Salir',
  },
  roles: {
    agent: 'Agente',
    approver: 'Aprobador',
    supervisor: 'Supervisor',
    auditor: 'Auditor',
    administrator: 'Administrador',
  } satisfies Record<StaffRole, string>,
  today: {
    title: (name: string) => `Hoy: ${name}`,
    office: 'Oficina',
    noOffice: 'Sin oficina',
    roles: 'Sus funciones',
    toConfirm: (count: number) =>
      count === 1 ? 'Un pedido sobre el personal espera su confirmación' : `${count} pedidos sobre el personal esperan su confirmación`,
    missing: {
      agent: 'No hay ningún agente: nadie atiende solicitudes.',
      approver: 'No hay ningún aprobador: ningún trámite con oficina llega a su fin.',
      supervisor: 'No hay ningún supervisor: nadie resuelve disputas ni retiene claves.',
      auditor: 'No hay ningún auditor: nadie consulta el registro ni recibe los avisos sobre las cuentas.',
      administrator: 'Hay un solo administrador: nadie puede confirmar lo que pide.',
    } satisfies Record<StaffRole, string>,
    withoutAgents: (office: string) => `${office} no tiene agentes, y las personas pueden elegirla.`,
    approvesFrom: (when: string) => `Podrá aprobar desde el ${when}.`,
  },
  notAllowed: { title: 'Su cuenta no tiene esta función', text: 'Si la necesita, pídala a un administrador.' },
}
