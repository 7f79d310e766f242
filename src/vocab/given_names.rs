//! Given names of Spain, Portugal and Latin America, where a comma may stand between two family names and two given
//! names (`García López, María José`), so that the comma of a list cannot be told by its words alone.

use super::family_names::folded;

/// The commonest ones, lower case and without marks, sorted by bytes. From general knowledge; the list decides between two
/// readings of a comma and rejects no name.
#[rustfmt::skip]
const IBERIAN: &[&str] = &[
    "adriana", "alejandra", "alejandro", "alfonso", "alicia", "alvaro", "ana", "andrea", "andres", "angel", "angela",
    "angeles", "antonia", "antonio", "armando", "arturo", "beatriz", "camila", "carla", "carlos", "carmen", "carolina",
    "catarina", "cecilia", "cesar", "claudia", "concepcion", "cristina", "daniela", "david", "diana", "diego", "dolores",
    "eduardo", "elena", "enrique", "ernesto", "esteban", "esther", "eugenia", "eva", "fabiola", "felipe", "fernanda",
    "fernando", "francisca", "francisco", "gabriel", "gabriela", "gloria", "gonzalo", "guadalupe", "guillermo", "gustavo",
    "hector", "hugo", "ignacio", "ines", "irene", "isabel", "ivan", "jaime", "javier", "jesus", "joao", "joaquim",
    "joaquin", "jorge", "jose", "josefa", "juan", "juana", "julia", "julio", "karina", "laura", "leonardo", "leticia",
    "lorena", "lucia", "luis", "luisa", "luiz", "luz", "magdalena", "manuel", "manuela", "marcela", "marcelo", "marcia",
    "marco", "marcos", "margarita", "maria", "mariana", "mario", "marta", "martha", "mateo", "mauricio", "mercedes",
    "miguel", "monica", "natalia", "nelson", "nicolas", "norma", "olga", "oscar", "pablo", "paola", "patricia", "paula",
    "paulo", "pedro", "pilar", "rafael", "ramon", "raquel", "raul", "renata", "ricardo", "roberto", "rocio", "rodrigo",
    "rosa", "rosario", "ruben", "sandra", "santiago", "sara", "sergio", "silvia", "sofia", "sonia", "susana", "teresa",
    "tiago", "tomas", "vanessa", "veronica", "vicente", "victor", "victoria", "virginia", "viviana", "yolanda",
];

/// Whether a word is one of them; case and marks on letters do not count.
#[must_use]
pub fn is_iberian(word: &str) -> bool {
    IBERIAN.binary_search(&folded(word).as_ref()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_halving() {
        assert!(IBERIAN.is_sorted());
        assert!(is_iberian("José") && is_iberian("MARIA"));
        assert!(!is_iberian("García") && !is_iberian("Bounmy"));
    }
}
