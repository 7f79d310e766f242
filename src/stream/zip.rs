//! Zip archives: each member is a file of its own, named `archive.zip!/member`, in the order of their names.

use super::input::Source;
use crate::report::{Code, Note, Place, quoted};
use std::fs::File;
use std::io::{self, Cursor, Read};

const MEMBER_UNREADABLE: Code = Code::error(
    "archive-member-unreadable",
    "A member of a zip archive cannot be unpacked, or is too large; it is set aside and the others are read.",
);

/// The largest member that is unpacked.
const LARGEST: u64 = 1 << 30;
/// What is beyond this size and packed a thousandfold is made to fill a memory.
const SMALL: u64 = 64 << 20;
const MOST_PACKED: u64 = 1000;

/// A zip archive that holds files rather than one Office document or book.
pub(super) struct Archive {
    packed: zip::ZipArchive<File>,
    name: String,
    members: Vec<String>,
}

/// A member, unpacked, or why it is not.
pub(super) type Member = Result<(Source, Box<dyn Read>), Box<(Source, Note)>>;

/// Opens a file as an archive; `None` for anything else.
pub(super) fn open(source: &Source) -> Option<Archive> {
    let mut file = File::open(source.path.as_deref()?).ok()?;
    let mut start = [0; 4];
    file.read_exact(&mut start).ok()?;
    if start != *b"PK\x03\x04" {
        return None;
    }
    let archive = zip::ZipArchive::new(file).ok()?;
    let is_document =
        |name: &str| matches!(name, "[Content_Types].xml" | "mimetype") || name.starts_with("META-INF/");
    let mut members: Vec<String> =
        archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
    if members.iter().any(|name| is_document(name)) {
        return None;
    }
    members.retain(|name| !name.ends_with('/'));
    members.sort();
    Some(Archive { packed: archive, name: source.name.clone(), members })
}

impl Archive {
    /// How many members there are.
    pub(super) fn count(&self) -> usize {
        self.members.len()
    }

    /// A member by its number in the order of names.
    pub(super) fn member(&mut self, number: usize) -> Option<Member> {
        let name = self.members.get(number)?.clone();
        let source = Source { name: format!("{}!/{name}", self.name), path: None };
        Some(match self.unpacked(&name) {
            Ok(bytes) => Ok((source, Box::new(Cursor::new(bytes)))),
            Err(why) => {
                let place = Place { file: source.name.clone(), ..Place::default() };
                let message = format!("{} cannot be unpacked: {why}", quoted(&name));
                Err(Box::new((source, Note { code: &MEMBER_UNREADABLE, place, field: "", message })))
            }
        })
    }

    fn unpacked(&mut self, name: &str) -> io::Result<Vec<u8>> {
        let member = self.packed.by_name(name).map_err(io::Error::other)?;
        let packed = member.compressed_size().max(1);
        let mut bytes = Vec::new();
        member.take(LARGEST + 1).read_to_end(&mut bytes)?;
        let size = bytes.len() as u64;
        if size > LARGEST {
            return Err(io::Error::other("it is larger than 1 GiB"));
        }
        if size > SMALL && size / packed > MOST_PACKED {
            return Err(io::Error::other(
                "it is packed a thousandfold, as files are that shall fill a memory",
            ));
        }
        Ok(bytes)
    }
}
