// 4,096 plain Spanish words of four to eight letters that are written without accents: 12 bits each. Made once from the frequency lists of
// @zxcvbn-ts/language-es-es (MIT), held against an-array-of-spanish-words (MIT): mostly nouns and adjectives, then infinitives. Left out by rule and
// by reading: conjugated verbs, plurals of other words, one of most pairs that sound alike, names, and what is coarse, gloomy or quarrelsome.

export const spanishWords: readonly string[] = `
  abanico abarcar abasto abedul abeja abejorro abertura abeto abierto abismo abogar abolir abonar abordaje abrazar abrazo abreviar abridor abrigado
  abrigo abrir abrupto absoluto absorber abuelo abultado acceder acceso accionar acciones acecha aceite aceituna acelerar acento acentuar aceptado
  aceptar acequia acercar acero acertar acertijo acervo acetato acidez aclamado aclarar acogedor acoger acometer acomodar acopio acordar acortar
  actitud activar activo acto actor actoral actrices actriz actual actuar acuarela acuario acudir acuerdo acumular acuoso acusado adagio adaptar
  adecuado adecuar aderezo adherido adhesiva aditivo adivinar adjetivo adjunto admirar admitir adobe adoptado adoptar adoptiva adorable adorar
  adornada adornar adorno adosado adquirir adscrita aduana aduanero adulador adversa advertir aeronave aerosol afable afamada afectar afectiva afeitar
  aferrado afgano afianzar afilar afiliado afinar afines afinidad afirmar aflojar afluente aforo afrontar agarrar agave agencia agenda agilidad
  agilizar agitar agosto agotar agradar agrario agregar agrio agro agrupar agua aguacate aguantar aguarda aguardar aguarde aguda agudeza aguja agujero
  agustino ahorrar ahorro aire aislante aislar ajedrez ajeno ajetreo ajustar ajuste alabado alabanza alabar alacena alambre alar alardear alargar
  alarma albahaca albatros albedo albergar albergue albo alborada alboroto alcalino alcanzar alcazaba aldea alegar alegrar alegre alejar aleluya
  alentar alerce alergia alero alerones alerta alertar aleta alfa alfabeto alfajor alfalfa alfarero alfil alfiler alfombra alforja alga aliado
  aligerar alimento alinear alisios aliso aliviar alma almeja almendro almohada almorzar alojar alondra alpaca alpino alquilar alquiler alquimia
  altavoz alterar alternar alteza altitud alto altura aludir aluminio alumnado alumno aluvial alveolar alzar amalgama amanecer amapola amarillo
  amarrado amarrar amazona ambienta ambiente ambigua amianto amigable amigo amino amistad amistoso amor amoroso ampliar amplitud ampolla amuleto
  anaconda anagrama ancestro ancho anchura ancla anclado anclaje anexar anexo anfibio angelito anglo angosta anguila angular anhelo anidar anillo
  animador animal animar antena antifaz antiguo antojo antorcha anual anuario anular anunciar anverso anzuelo aorta apache apacible apagar apagones
  aparador aparato aparcar aparejo apartar apeadero apego apelar apellido apertura apetito apio aplacar aplanada aplaudir aplauso aplicar apodo apogeo
  aportar aporte apostar apoyado apoyar apoyo apreciar aprender aprendiz apretar aprobado aprobar aptitud apto apuntar arameo arbitral arbitrar
  arbolado arbusto arcada arcadia arcaico arce archivar archive archivo arcilla arco arder ardiente ardilla ardor arduo arena arenal arenaria arenisca
  arenoso arenque arete argamasa aridez aries arista aroma arpa arquero arraigo arrancar arrecife arreglar arrojar arroyo arroz arsenal arteria
  arterial artesano artista artritis asador asamblea asar ascender ascenso ascensor asegurar asentar aseo asesor asesorar asfalto asociado asociar
  asombro asomo aspa aspecto aspirar aspirina astilla astral astro astucia astuto asumir asunto asustada atajo atasca atea atender ateneo atento
  atisbo atizador atlante atlas atleta atocha atolones atraer atrapado atrevido atribuir atributo atril atrio atuendo atunes audaces audacia audaz
  audible audio auditiva auditor augurio aula aullar aullido aumentar aura aureola aurora ausencia ausente auspicio austral austro auto autor autostop
  auxiliar auxilio avalada avance avanzada avanzar avatar avellana avena avenida aventura avestruz avia aviador aviar avifauna aviones avioneta avisar
  aviso avispa avispero axilar axioma ayuda ayudado ayudante ayudar ayuno azafata azalea azor azotea azteca azucena azud azufre azul azulado azulejo
  azur babel babosa bacalao bachata bache bacteria bagre bailable bailar baile baja bajar balcones balde baldosa balear baliza ballena ballet balones
  balsa baluarte banana banca bancario banco bandeja bandera banjo banquero banqueta banquete baraja barandal baratija barato barbacoa barbilla
  barcaza barco bardo baremo barniz baronesa barquito barra barraca barranco barrera barriada barril barrio barroco basada basalto basar base bastidor
  bastones batata bateador batear batido batidora batir batuta bautismo bautista bautizar beber bebida beca becado becario begonia bella belleza
  bellota bemol benceno bendecir berro besar beta bichito bici bicolor bigote billar billete billones binario bingo binomio biomasa biopsia biosfera
  biota biplano biplaza bipolar bisagra bisiesto bismuto bisnieto bisonte bistec bizcocho blanco blanqueo blasones blindado blindaje bloc bloque
  bloquear blusa boca bocado boceto bocina boda bode bodega body bohemia bola bolero boleto boliche bolita bolones bolsa bolsillo bombear bombero
  bombilla bombo bombones bonanza bondad bongo bonito bono boquilla bordado borrador borrar bosque bosquejo botar bote botella botica botones bovino
  boxeador boxear brasero bravo bravura brazo brebaje breve brigada brillar brindar brindis brisa broca brocha broche broma bromear bromuro bronce
  bronco bruma bucal bucear bucle buey bufanda bufete bulbo bulevar bullicio bulto buque burbuja burlar buscado buscar busto butaca cabalgar caballo
  cabecera cabello caber cabeza cabezal cabildo cabina cable cableado cabotaje cabrito cacao cacerola cachorro cactus cadena cadencia cadera cadete
  cadmio cafetera caimanes caja cajero cajita cajones cajuela calabaza calamar calcetas calcio calcita calcular caldera caldo calentar calera caleta
  calidad calidez caliente califato calipso callar calle calma calmante calmar calor caluroso calza calzada cama camada camarada camarera camarote
  cambiado cambiar cambio camello camera camerino camilla caminar caminata camino camiones camisa camiseta camote campal campana campeona campero
  camping campo campus canal canaria canario canasta canasto cancelar cancha candado candela candente candombe canela cangrejo canguro canica caniche
  canina canje canoa canoso cansar cantante cantaor cantar cantata cantera cantidad cantina cantonal caoba capa capaces capaz cape capilar capilla
  capital capitana capone capota capricho caprino capturar capucha capullo caqui cara carabela caracol caramelo caravana carbono carburo cardenal
  cardinal carecer carenado carey cargador cargar cargo carguero caribe carioca carisma cariz carnaval carniola carnoso carpa carpeta carraca carrera
  carreta carril carrizal carroza carruaje carrusel carta cartel cartera cartilla cartones cartucho cartuja casa casada casal cascabel cascada casco
  casero caseta casita casona casquete castillo castor casual catarata catedral cateo cationes cauce caucho caudal causa cautela cautelar cautiva
  cavar caverna caviar cavidad cayena cazador cazar cazuela cebada cebolla cebra ceder cedro ceiba ceja celebrar celeste celia celular celulosa
  cenicero cenit ceniza censada censal censo centauro centavo centenar central centrar centro centuria cepa cepillo cerco cereal cereales cerebelo
  cerebral cerebro cereza cerezo cerilla cerrado cerrar cerro cerrojo certeza cervical cesta cetro ceviche chacra chaleco chalet chamanes chancho
  chapa chapitel chaqueta charango charco charla charlar chatarra chato chef chelines cheque chequear chequera chicle chico chillar chimenea chip
  chiquito chisme chispa chistoso chocante chocar chopo chorizo chorlito chorrera chorro choza chuleta ciclismo ciclista ciclo ciclones ciego cielo
  ciencia cierre ciervo cifra cifrado cigarra cilantro cilindro cima cineasta cinta cintura cipreses circo circuito circular ciruela ciruelo cisterna
  cita citado citar citrato ciudad civil clamor clara claridad clase clausura clavar clavel clic clienta cliente clima clip coautor coaxial cobalto
  cobija cobijo cobo cobrador cocada coche cochera cocido cociente cocina cocinar cocinero coco codazo codo codorniz cofre cogido cohete cojera
  cojines cola colada colador colapsar colar colcha cole colecta colector colega colegial colegio coleta colgante colgar coliflor colima colina
  colinda coliseo collar collares colmar colmena colmenar colmillo colmo colocar coloquio color colorado colorear colorido colosal coloso columna
  columpio coma comandar comarca comarcal combinar comedia comedor comentar comenzar comer comercio cometa comicios comida comienzo comillas comino
  comitiva compacto compadre comparar comparsa competir compilar complejo completo compra comprar comuna comunal comunes concepto concha concilio
  concluir concreto concurso conde condesa conducir conducta conectar conector conejera conejito conejo confeti confiar conforme confort congelar
  congo congreso conjunto conjuro cono conocer conocido consejo consenso conserje conserva consigna consola consolar consorte constar consular
  consulta consumir contable contacto contado contador contar contener contento conteo contexto contiguo contorno control convenio convento converso
  convexo convivir convocar convoy cooperar copa copia copiar copiloto copista copla copta coqueta coraje coral coraza corbata corbeta corcel corcho
  cordel cordero cordial cordones cordura corista corner corneta cornisa coro corola corona coronar coronel corporal corpus corral correcto corredor
  corregir correo cortador cortante cortar corte cortejar cortejo corteza cortina corto corvino cosa cosecha cosechar coseno coser cosmos costa
  costado costar coste costear costera costilla costoso costura cote cotorra crayones creada creador crear creativo creencia crema cremoso cresta
  creta creyente criadero criar criatura criolla cripta crisol criterio criticar cronista crono cruce crucero crudeza crujido cuaderno cuadrado cuadro
  cuajada cuarcita cuartel cuarteto cuarto cuarzo cuba cubeta cubierta cubismo cubrir cuchara cuenca cuencos cuenta cuento cuerda cuerno cuero cuerpo
  cuervo cuesta cueva cuidado cuidador cuidar culebra culminar cultivar cultivo culto cultura cultural cumbia cumbre cumplido cumplir cuna cuota
  curioso curita cursar cursor curva curvada custodia dada dado dama damisela damos datar dato debut debutar decana decena decencia decenio decente
  decidir decimal decisivo declarar declinar decorar decreto dedal dedicado dedicar dedo deducir defecto defender defensa defensor definido definir
  dehesa dejar delantal delegada delegar delfines delgado delicado delicia delta demoler denotar densidad denso dentado dental dentario dentista
  depender deponer deporte derecho derivado derivar derramar derretir desatar desayuno descalzo descenso descrito deseable desear deseo desertar
  desfilar desfile desglose deshacer deshielo designar desistir deslizar desmayar despacho despegar despejar despensa destacar destapar destinar
  destino destreza desuso desviar detalle detectar detector detenido devenir devolver devorar diadema diagonal diagrama dialecto dialogar diamante
  diario dibujar dibujo dictar diente diestro dieta diferir difundir difuso difusor digerir digital digna dignidad dilema diminuto dinamo dinero dino
  dintel diploma directo director dirigido dirigir disco discreta disculpa discurso discutir disfraz disipar disolver disponer disquete distante
  distraer distrito disuadir diurno diverso divertir dividido dividir divisar divisor divulgar doblaje doblar doble doblete doctor doctoral doctrina
  dodo dogo doma domar dome dominar domingo donante donar donativo dopamina dorado dormida dormir dotar dragado dragones druida dual ducado ducha
  duchar dudar dudoso dueto dulce dulzura duma duna duplicar duque duquesa dura duradero durar durazno dureza echar eclipse ecuador ecuestre edad
  edificar edificio edil editado editar editor educador educar efectivo efecto efectuar eficaces eficacia eficaz efigie ejemplar ejemplo elaborar
  elefante elegante elegible elegido elegir elemento elenco elevado elevador elevar elipse elixir eludir embajada embalaje emblema embrague embudo
  emerger emigrar eminente emir emisora emitido emitir emotivo empacar empalme empanada empapada empatar empezado empezar empleado emplear empleo
  emporio empresa empujar emular enamorar enana encajar encaje encantar encargar encarnar encender enchufe encina encinar encuadre enebro enema enero
  enfocar enfoque enfriar engordar engrosar enigma enjambre enjuague enlace enlazar enmendar enmienda enojado ensalada ensayar ensayo ensenada
  entender entidad entorno entrada entrar enumerar envasado enviar envolver enzima episodio epopeya equidad equino equipaje equipar equipo erguida
  erigir erizo erudito esbelta escala escalar escalda escalera escama escamoso escanear escapar escasez escena escoba escolar escolta esconder
  escribir escrito escritor escuadra escucha escuchar escuela esculpir escultor esfera esfinge esfuerzo esgrima esguince esmalte espacial espacio
  espalda esparcir especia especial especie espectro espejito espejo esperar espiga espina espinaca espiral esponja espora esposa espuma espumosa
  esquema esquiar esquimal esquina esquivar establo estanque estilo estimar estirar estrato estrecho estrella estrenar estrofa estuario estuche estuco
  estudiar estufa etapa eternal eterno etiqueta evaluar evasivo evento evidente evitar exacto exagerar examen examinar excavar exceder excluir exhibir
  exigir existir exitoso expandir experto explicar explorar exponer exportar exprimir extender extensa exterior externo extintor extracto extraer
  fabricar fabuloso faceta fachada factible factor factura facultad faena fajo falda faltar fama familia familiar famoso fandango fango faringe
  farmacia faro farol farola fase fauna favor favorito fecha fechar federado felino felpudo femenino fenotipo feria feriado ferial feroz ferry fervor
  festejar festejo festival festivo fiable fianza fiar fiasco fibra fichero ficticio fieltro fiesta figura figurar fijar filete filial filipino filmar
  filme filo filtrar fina final finca finesa fingir fiordo firma firmado firmante firmar firmeza flamante flamenco flan flanco flash flauta flecos
  flexible flora floral florecer florero floresta florista flotador flotar flotilla fluidez fluir flujo fluvial foca focal foco fogata folclor
  folclore foliar folio folleto fomentar fondo fonema forestal forjar forma formado formador formal formar formato formular foro forraje fortines
  fortuna forzar fosfato foto fractal fragata fragua franela franja frasco frase fregar frenar freno frente fresa fresal fresco frescura fresno frijol
  frijoles friso frito fronda frontal frontera frotar frutal frutero fruto fuente fundada fundador fundar fusco fuselaje futuro gacela gaceta gaita
  gala galaxia galena galeones galleta gallina gallito gallo galope gamma ganadera ganado ganador ganancia ganar gancho gante garabato garbanzo garfio
  garganta garita garza gasa gaseosa gasolina gastar gatear gatillo gatito gato gaucho gaveta gavilla gaviota gelatina gema gemela general generar
  generoso genial genio genista genoma genotipo gentil genuino geodesia geranio gerencia gerente germana gesto gestora gigante gimnasia gimnasta girar
  girasol giro glacial glaciar glamour glaseado glifo global globo globular glorieta glorioso glucosa gnomo gobernar goleador goleta golosina gorra
  gota goteo gotera gourmet gozar grabado grabador grabar gracia gracioso graduado gradual graduar grafito grafo gramo granate grande grandeza granero
  granito granizo granja granjero grano granular grasa grata gratis gratitud gratuita gremial grieta grifo grill grillos gris grueso grulla grupal
  grupo guanaco guante guantera guantes guapo guarida guayaba guiar guisante guiso guitarra gusanito gustar haba habas habitar habitual hablador
  hablante hablar halcones hale halo hamaca harina hebilla hebra hebras heladera heladero helado helecho herbario heredad heredar heredero hermano
  hermosa heroico herrero hervir hidalgo hidra hiedra hielo hiena hierba higiene higo higuera hijo hilera hilo himno hipnosis hipoteca historia hito
  hogar hoguera hoja hojalata hojaldre hombre hombro homenaje honesto honor honradez honrar hora hormiga hormona hormonal hornear horno hospicio
  hospital hostal hotel hotelero hueco huella huerta huerto hueso hueste humana humeante humedad humedal humita humo humor husmear ibis iceberg idea
  ideal idear ideario idilio idioma igualar igualdad iguana iluminar ilustrar ilustre imagen imaginar imanes imitador imitar impar impartir implicar
  importar imprenta impreso impresor imprimir impuesto impulsar impulsor inca incienso incoloro indagar index indicar indoloro inducir infancia
  infante infantil infinito inflable inflado influir influjo informar informe ingenio ingenuo ingerir ingresar iniciado inicial iniciar injusta
  inmensa inmueble innato innovar insertar insigne insignia insinuar insistir inspirar instalar instante instinto instruir insular insulina intacto
  integral integrar intenso intentar interfaz interino interior interna inventar inventor inverso inversor invertir invicto invierno invitado invitar
  invocar inyectar isla isleta islote istmo izar jabalina jabones jacinto jacuzzi jade jaguar jaleo jarabe jardines jarra jarrones java jazmines jazz
  jefa jefe jengibre jerga jersey jilguero jinete jirafa jornada joya joyero juan juba juego jueves jugado jugador jugar juglar jugo jugoso juguete
  junco jungla junio juntar jurado jurista justo juvenil juventud labial labor laboral laca lactosa ladera ladino lado ladrillo lady lagarto lago
  laguna laminar lana lancha lando langosta lapicera largo laringe lata latencia lateral latir latitud laureado laurel lavabo lavadero lavadora
  lavanda lavar lazo leal lealtad lechera lecho lechuga lechuza lector lectura leen leer legible legislar lema lenguado lenguaje lente lenteja lentes
  lentitud lento leopardo letra letrero letrista leva levadura levantar leyenda liberado liberal liberar libertad libre librero libreto libro licencia
  liceo liderado liderar liderato liebre lienzo ligadura ligar ligereza ligero lila lime limitado limitar limo limonada limonero limpiar limpieza
  limpio limusina linaje linterna liquidar lira lirio lirismo liso lista listado listones litio litoral litro liturgia llama llamada llamar llanero
  llano llanta llanura llave llavero llegada llegar llenar lleno llevada llevar llover lluvia lluvioso locro locutor logos logotipo logrado lomo lona
  lonchera longevo longitud loro loto lucero lucidez luciente lucir lugar lujo lujoso luminosa luna lunar lunes lupa lustro maceta machete macizo
  madera maderera madre madrina madrugar madurar madurez maduro maestro magenta magia magma magnate magnesio magneto magnitud magno magnolia mago
  majestad malabar maleta maletero maleza malva manada mandioca manejar manera mango manguera maniobra manivela manjar mano manta mantel mantener
  mantis manto mantra manual manzana manzano mapa mapache mapeo maracas marcado marcador marcar marcha mareo margen mariachi marimba marina marine
  marinero mariposa marisco marisma marmita marmota marquesa marrones martillo materia material maternal materno matrices matriz maxilar maya maza
  mazorca meandro mecano mecedora mecha mechero medalla mediador medial mediana mediar medicina medida medidor medieval medievo medio medioevo medir
  meditar medular medusa mejilla mejor mejorar melaza melena melones membrana memoria memorial menor mensaje mensual menta mental mentor menudo mera
  mercado mercurio merecer merendar merengue merienda mesa mesera meses meseta mesita mesta meta metal metano meteoro meter metido metraje metro
  mezcla mezclar mezquita mica micro miel mielero miembro migrar mijo milagro milanesa milena milenio milonga mimbre mimo mimosa mina minera mineral
  minerva minoico minuto mioceno miope mirada mirador mirar mirlo misiones misterio mistral mitad mitigar mito mitra mixto moca mochila mochuelo modal
  modelar modelo moderado moderna modestia modesto modista modo modular mogol moho mojar molar molde moldeado moldear moldura molienda molino molle
  molusco momento mondo moneda monedero monito monitor monje montaje montar monte montones montura mora morado moral morcilla morsa mosaico mosca
  moscada moscatel mosquito mostaza mosto mote moteado motel motivado motivar motivo moto motor mover moza muchacho mucho mudar mueble muela muelle
  muesca muestra muestreo mujer mula muleta multitud mundial mundo mural muralla murmullo muro musa muscular museo musgo musical mutual mutuo nacido
  nacional naciones naranja naranjal nariz narrador narrar nasal natal nativa natura natural nava navajo naval nave navegar navidad naviera neblina
  negociar negocio nene neural neurona neuronal neutral neutro nevada nevar nevera nicho nido niebla nieto nieve ninfa nirvana nitidez nitrato nivel
  noble nobleza noche nociones nocturno nodo nogal nogales nombrado nombrar nombre nominada nominal nopal nordeste noreste noria norma normal noroeste
  norte nota notable notado notar notarial noticia notoria novato novedad novedoso novela noveno nube nublado nuca nudo nueces nueva nulo numeral
  numeroso nupcias nutria nutrido obedecer obelisco objetar objetivo objeto oblicuo oblongo oboe obra obscuro observar obtener obtenido obvio ocre
  octavo octubre ocupado ocupante ocupar odisea oeste oferta oficial oficina oficio ofrecer ofrenda ogro ojales ojeada oleada oleaje olfato olivar
  olivo olla olmeca olmo olor olvidado olvidar ombligo omega onda ondulada opcional opciones operador operar operario opinar oponer oporto oportuno
  optar orador oral oratorio orbital orca ordenado ordenar ordinal oreja oreo orfebre orgullo oriental orientar orificio origen original originar
  orilla oriol oriundo orla ornato orne orquesta oscilar osito ostentar ostra otorgar oval ovalada oveja ovillo ovino ovni ozono paca paciente pactar
  padre padrino paella pagado pagar pagoda paisaje paisano paja pajar pajarera pajarito pala palabra palacete palacio paladar paladio palanca palatino
  palco paleta paletita paliar palillo palito palma palmar palmera palmito palo paloma palomar palomita palpable pampa pampeano panadero panceta panda
  pandero panel panela panorama pantalla pantanal pantano pantera pantufla panza papagayo papaya papel papeleo papelera papeleta papelito papilla
  papiro paquete paraguas paraje parcela parcial parecer parecido pared pareja parental paridad pariente parietal parodia parque pasada pasadizo
  pasador pasaje pasajero pasar pasarela pase pasear pasillo pasiva pasmado pasta pastel pastilla pastizal pastor pastoral pastoreo pastoril pata
  patear patente paternal paterno patinaje patinar patines patineta patio patitas patito pato patria patricio patriota patronal patrones patrono
  paulina pausa pauta pava pazo peaje peana peatonal pechuga pecio peculiar pedagogo pedalear pedazo pedernal pedestal pediatra pedicura pedido pedir
  pegatina peinar peine pellizco pelo pelota peluca peluche peludo pensar penumbra pepino pepita pera peral perales percha perche percibir perejil
  perfecto perfil perforar perfume pericia perico periplo perito perla permiso permitir perrito persiana persigo persona personal pescado pescador
  pescar peseta pesquero pestillo petrel piadoso pianista piano picacho picadura picar pico picota piedad piedra piel pierna pieza pijama pijo pila
  pilar pileta pilotaje pilotar pilotear piloto pimienta pimiento pinar pincel pinchar pinchazo pino pinocho pintar pintor pintura pinza pionero pipa
  pirita piscina pista pistacho pistones pivote pizarra placa placer plan planeado planear planeta planicie planilla planta plantar plantear plantel
  plasmar platea plateado platense platicar platillo platino plato playa playera plaza plazuela plegable plegaria plenario plenitud pleno pliegue
  plomero pluma plumaje plumero plural plus pluvial poblado poblador poblar poca podar podido poema poeta poetisa polar polen polilla pollito pollo
  polo polvo pomelo ponche poncho ponencia ponente poner poniente ponto porche portada portador portal portar portavoz portero portones porvenir posar
  posible postal poste postor postre postular postura potable potasio potencia potente potro poza pradera prado praxis precepto precinto precio
  preciosa precisar preciso precoz predecir predicar preferir prefijo pregunta premiar premio premisa prender prensa preparar presea presente prestado
  presunta prever previo prevista primario primera primicia primus princesa probable probado probar problema proceder procesal procesar proceso
  procurar producir producto proeza profesor profundo programa progreso promedio promesa prometer promotor promover pronta propagar propano propenso
  propina propio proponer prosa protones proveer provenir provista proyecto prueba publicar pudor pueblo puente puerta puerto pulir pulmonar pulmones
  pulpa pulpo pulque pulsar pulsera pulso puntaje puntal puntero punto puntual puntuar punzante pupilo puzle quebrada quebrar quechua quehacer quena
  querer querido quesillo queso quetzal quieta quietud quijote quimera quintero quinteto quinto quinua quiosco rabanito racha racimo racional raciones
  radar radiador radial radiante radical ramal ramo rampa rampante rana ranchera rancho rango ranura rapidez raqueta raquis rareza raro rascar rasgo
  rastrear rastro rayada rayo razonar razones reabrir reactivo reactor real realeza realidad realismo realista realizar realzar rebanada rebotar
  rebote rebozo recalcar recambio recargar recaudar receptor receta rechazar recibido recibir reciclar reciente recinto recital recitar recobrar
  recoger recordar recorrer recortar recorte recrear recta rectitud recuento recuerdo recurso redactar redactor rededor redonda redondo reducido
  reducir reeditar referir refinar reflejar reforma reformar reforzar refranes refresco refuerzo refugio regadera regalar regaliz regalo regar regata
  regatear regazo regencia regente regidor regional regiones regir regla regocijo regresar regular rehacer reino reja rejilla relajar relanzar
  relatada relatar relativa relato relator relax relieve reliquia rellenar relleno reloj relojero relucir remar remarcar rematar remate remitido remo
  remolino remolque remontar remoto remover renacer rendir rengo reno renombre renovar rentable reparar repartir repasar repesca repetir repisa
  repleto replicar repollo reponer reportar reporte reposar repostar represa reptil repuesto requerir resaltar rescatar rescate reserva reservar
  residir residual resina resistir resorte respecto respetar respirar resto resultar resumen resumir resurgir retama retener retirar reto retomar
  retornar retrasar retratar retrato reunir revelar revertir reveses revisar revisor revista revivir ribera rice rico rienda rigor rima rincones ring
  riqueza risa ritmo rito ritual rizado rizoma roble robustez robusto roca rociar rocosa roda rodadura rodaje rodante rodar rodeado rodear rodilla
  roedor roer rogar rojizo rojo rollito rollo rombo romper ronca roncar ropa rosa rosado rosal rosaleda rose roseta rostro rota rotar rotativo rotonda
  rotor rubor rubro rueda rugby rugir ruido ruidoso ruleta rumba rumbo rumor rupestre ruptura rural ruta rutina saber sabina sabio sabor saborear
  sabroso sacarosa safari saga sala salado salarial salero salida saliente salina salir salitre salmones salones salsa saltar salto salud saludar
  salvador salvar salvedad sana sanador sanar sandalia sanidad sardina sartenes sastre saturno sauce sauna saxo scooter secadora secano secreto secta
  sector seda sede segmento seguida seguidor seguro selecto selector selenio sellar selva semana semanal sembrar semestre semilla sencillo senda
  sendero sensatez sensato sensible sensor sensual sentado sentar sentido sentir separado separar sepia serbio serenata serial serie seriedad serio
  serpa serrucho sesiones seto sidra sierra siesta sigilo sigiloso siglo signo silbar silbato silbido silencio silicato silicio silicona silla sillar
  silo silueta similar simple simposio simular sincero sinergia sintaxis sinuoso sirena sismo sistema sitio situada situar soberano soberbio sobrino
  sobrio sociable social sociedad socio socorrer soda sodio soja solar soleado solemne solfeo solidez soltero soluble sombrero sonajero sonar sonata
  sonda sondeo soneto sonido sonora sonrisa sopa sopera soplido soportar soporte soprano sorbete sordo sorgo sorpresa sortear sortija suave suavidad
  suavizar subir subjefe sublime subrayar subsidio subsuelo subtipo sucesivo suceso sucursal suegro sueldo suelo suelto suerte sufijo sugerir sujeta
  sujetar suma sumar sumario sumidero sumiso suntuoso superior suplente suplir supremo suprimir surco surfista suroeste surtido sustrato susurrar
  sutil sutileza tabique tabla tablada tablero tableta tablilla tabloide tablones taburete taco tacones tacto tagua taiga talego tamal tambor tapa
  tapadera tapar tapete tapir tapiz tapones taquilla tardanza tarde tarea tarifa tarima tarjeta tarma tarot tarro tarta tatuaje taxi taxista taza
  tazones teatral teatro teca techo tecla teclado teclista teja tejado tejedora tejer tejido tela telar televisa telonera tema templada temple
  templete tempo temporal temprana tenaz tendones tenedor tenista tenor tenso tensor teorema tequila tercera tercio termal terminal terminar termo
  ternera ternero ternura terraza terrenal terreno tertulia tesitura tesla tesorero tesoro testigo tetera texano textil texto textual textura tiara
  tibetana tibio tictac tiempo tienda tierna tierra tigre tigresa tijera tilde timador timbal timonel tinta tinte tintineo tipo tiraje tirita titanes
  titanio tiza toalla tobillo tocado tocador tocar toga tola toldo tolerar tomate tomillo tonada tonal tonelada tonelaje tono topa topado torear
  torero torneo tornillo torno toro torre torrente torreta torta tortilla tortuga tostada total tour trabajar trabajo tractor traducir traje tramo
  tramposa trapecio trapiche trapo tratable tratado tratar trato traviesa trayecto trazado trazar trecho tren trenza trenzado trepar tribal tribu
  tribuna tributo triciclo tricolor tridente trienio trigo trineo triple trofeo trompa trompeta trompo troncal tronco trono tropical trote trovador
  troyano trucha trueno trufa tuba tubular tucanes tuerca tuna tundra turbina turismo turista turno turquesa tutela tutelar tutor ubicar unicidad
  unicolor unidad unido unificar uniforme uniones unir unitario universo uranio urbano urbe urna usada usar usual usuario utilidad utilizar vaca
  vacuna vagones vainilla vajilla valer valeroso valiente valija valioso valla valle valor valorar vapor vaquero vaquita varado variable variante
  varianza variar varicela variedad varilla varita vascular vasija vaso vasta vecina vecinal vecindad vecino vector vegano vegeta vegetal vela velar
  velero veleta venado vencejo vendedor vender vendimia ventaja ventana ventanal ventilar veraneo verano verbal verbena verbo verdad verde verdoso
  verdura vereda verso vertical vestido vestidor vestir viable viaducto viajante viajar viaje viajero vial vialidad vibrante vida vidente vidriera
  vidrio viento viernes viga vigencia vigente vigilar vigilia vigorosa villa vincular vinilo violeta violines viraje virar virtual virtud visa visible
  visigodo visiones visita visitar visor vistazo visto vistoso visual vital vitamina vitral vitrina vive vivencia vivero vivido vivir vivo vocablo
  vocal vocero voladizo volador volante volar volcanes volcar voleibol voltaje voltear voluble volumen voluntad vuelo vuelta yarda yate yelmo yema
  yerba yeso yeti yodo yoga yogur yuca yucateca yunque yunta zafiro zanja zapallo zapato zapote zarcillo zarpar zarzuela zigzag zinc zona zonal zumo
`
  .trim()
  .split(/\s+/)
