export const es = {
  title: 'Ingresar como empleador',
  signedOut: 'Su sesión se cerró en este navegador. Si el equipo no es suyo, cierre también la ventana.',
  ruc: 'RUC del empleador',
  branch: 'Sucursal',
  key: 'Clave patronal',
  signIn: 'Ingresar',
  forgot: 'Olvidé la clave o está bloqueada',
  noContact: 'Si ningún contacto registrado es suyo, o quien tenía la clave ya no está:',
  office: 'pedir una clave nueva en una oficina',
  rucWrong: 'El RUC debe tener 13 dígitos',
  branchWrong: 'La sucursal tiene entre 1 y 4 dígitos',
  empty: 'Escriba la clave patronal',
  wrong: 'El RUC, la sucursal o la clave no son correctos. Si no recuerda la clave, puede recuperarla.',
  stopped: (until: string) =>
    `Desde su red hubo demasiados intentos fallidos. Podrá intentarlo de nuevo a las ${until}. Mientras tanto puede recuperar la clave.`,
  busy: 'Hay muchas personas ingresando en este momento. Intente otra vez en unos segundos.',
}
