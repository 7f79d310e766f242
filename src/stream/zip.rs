//! Zip archives: each member is a file of its own, named `archive.zip!/member`, in the order of their names. Office
//! documents are zip archives too: those are told apart by what is in them, and never unpacked as folders of pages.

use super::input::Source;
use crate::report::{Code, Note, Place, quoted};
use crate::write::scratch;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use tempfile::SpooledTempFile;

const MEMBER_UNREADABLE: Code = Code::error(
    "archive-member-unreadable",
    "A member of a zip archive cannot be unpacked, or is too large; it is set aside and the others are read.",
);

const SYSTEM_FILES: Code = Code::info(
    "archive-system-files",
    "An archive holds files of the system that packed it (`__MACOSX/`, `.DS_Store`, `Thumbs.db`); they are passed over.",
);

/// The largest member that is unpacked.
pub(super) const LARGEST: u64 = 1 << 30;
/// What is beyond this size and packed a thousandfold is made to fill a memory.
pub(super) const SMALL: u64 = 64 << 20;
pub(super) const MOST_PACKED: u64 = 1000;

/// Bytes of an archive, in a file or in memory.
pub(super) trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

/// What a zip archive is.
pub(super) enum Package {
    /// A folder of files.
    Folder(Archive),
    /// An Excel workbook (ISO/IEC 29500).
    Workbook(Box<dyn Bytes>),
    /// A table in a format that is not read, in words; a spreadsheet can save it in one that is.
    Table(&'static str),
    /// A document or a book, in words, with what to do.
    Document(&'static str),
    /// A package that cannot be opened, and why: most often its end is missing.
    Damaged(String),
}

/// A zip archive that holds files rather than one Office document or book.
pub(super) struct Archive {
    packed: zip::ZipArchive<Box<dyn Bytes>>,
    name: String,
    members: Vec<String>,
    bytes_read: u64,
    /// Files of the system that packed it.
    system: Vec<String>,
}

/// A member, unpacked, or why it is not.
pub(super) type Member = Result<(Source, SpooledTempFile), Box<(Source, Note)>>;

/// A larger member waits in a temporary file, not in memory.
const SPOOLED: usize = 1 << 20;

/// Opens a file as a package; `None` for anything else.
pub(super) fn open(source: &Source) -> Option<Package> {
    package(Box::new(File::open(source.path.as_deref()?).ok()?), source)
}

/// What comes through a pipe.
pub(super) enum Piped {
    /// A package. Its table of contents stands at its end, so it has been put into a file first.
    Package(Package),
    /// Anything else, from its first byte.
    Bytes(Box<dyn Read>),
}

/// Looks whether a pipe holds a package.
///
/// # Errors
/// When it cannot be read, or the temporary file for a package cannot be written.
pub(super) fn piped(mut bytes: Box<dyn Read>, source: &Source) -> io::Result<Piped> {
    let mut start = Vec::new();
    bytes.by_ref().take(START.len() as u64).read_to_end(&mut start)?;
    let is_package = start == START;
    let mut whole = Cursor::new(start).chain(bytes);
    if !is_package {
        return Ok(Piped::Bytes(Box::new(whole)));
    }
    let mut file = scratch::file()?;
    io::copy(&mut whole, &mut file)?;
    file.rewind()?;
    let found = package(Box::new(file), source);
    Ok(Piped::Package(found.unwrap_or_else(|| Package::Damaged("it cannot be read twice".to_owned()))))
}

/// What a member of an archive is; an archive in an archive is not opened.
///
/// # Errors
/// When its temporary file cannot be read.
pub(super) fn of_member(mut bytes: SpooledTempFile, source: &Source) -> io::Result<Inside> {
    let mut start = Vec::new();
    bytes.by_ref().take(START.len() as u64).read_to_end(&mut start)?;
    bytes.rewind()?;
    if start != START {
        return Ok(Inside::Bytes(Box::new(bytes)));
    }
    Ok(match package(Box::new(bytes), source) {
        Some(Package::Folder(archive)) => {
            let mut bytes = archive.packed.into_inner();
            bytes.seek(SeekFrom::Start(0))?;
            Inside::Bytes(bytes)
        }
        Some(found) => Inside::Package(found),
        None => Inside::Package(Package::Damaged("it cannot be read twice".to_owned())),
    })
}

/// What a member of an archive is.
pub(super) enum Inside {
    /// A workbook or a document.
    Package(Package),
    /// Anything else, an archive too, from its first byte.
    Bytes(Box<dyn Bytes>),
}

const START: &[u8] = b"PK\x03\x04";

fn package(mut file: Box<dyn Bytes>, source: &Source) -> Option<Package> {
    let mut start = [0; 4];
    file.read_exact(&mut start).ok()?;
    if start != START {
        return None;
    }
    let mut packed = match zip::ZipArchive::new(file) {
        Ok(packed) => packed,
        Err(fault) => return Some(Package::Damaged(fault.to_string())),
    };
    let mut members: Vec<String> =
        packed.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned).collect();
    let has = |start: &str, end: &str| {
        members
            .iter()
            .map(|name| name.to_ascii_lowercase())
            .any(|name| name.starts_with(start) && name.ends_with(end))
    };
    let is_office = has("[content_types].xml", "");
    if is_office && has("xl/workbook", ".xml") {
        let mut file = packed.into_inner();
        file.rewind().ok()?;
        return Some(Package::Workbook(file));
    }
    let document = if is_office && has("xl/workbook", ".bin") {
        return Some(Package::Table("a binary Excel workbook"));
    } else if is_office && has("word/", "") {
        "a Word document; save it as plain text or HTML"
    } else if is_office && has("ppt/", "") {
        "a PowerPoint presentation"
    } else if members.iter().any(|name| name == "mimetype") {
        match media_type(&mut packed).as_str() {
            media if media.starts_with("application/vnd.oasis.opendocument.spreadsheet") => {
                return Some(Package::Table("an OpenDocument spreadsheet"));
            }
            "application/epub+zip" => "an e-book (EPUB)",
            _ => "an OpenDocument text or the like; save it as plain text or HTML",
        }
    } else if is_office || members.iter().any(|name| name.starts_with("META-INF/")) {
        "a document or a program packed as a zip archive; unpack it, or save it as text"
    } else {
        members.retain(|name| !name.ends_with('/'));
        members.sort();
        let (system, members) = members.into_iter().partition(|name| is_of_system(name));
        return Some(Package::Folder(Archive {
            packed,
            name: source.name.clone(),
            members,
            bytes_read: 0,
            system,
        }));
    };
    Some(Package::Document(document))
}

/// Whether a member is what macOS or Windows puts beside the files of a folder.
fn is_of_system(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/")
        || name.contains("/__MACOSX/")
        || [".DS_Store", "Thumbs.db", "desktop.ini"].iter().any(|known| file.eq_ignore_ascii_case(known))
}

/// What the member `mimetype` of `OpenDocument` and EPUB says.
fn media_type(packed: &mut zip::ZipArchive<Box<dyn Bytes>>) -> String {
    let mut text = String::new();
    if let Ok(member) = packed.by_name("mimetype") {
        // One that is no text says nothing.
        let _ = member.take(256).read_to_string(&mut text);
    }
    text.trim().to_owned()
}

/// Why what a member unpacks to is not read, where it is too much.
pub(super) fn excess(size: u64, packed: u64, limit: u64) -> Option<String> {
    if size > limit {
        let limit = limit >> 20;
        return Some(format!("it is larger than {limit} MiB"));
    }
    let is_bomb = size > SMALL && size / packed.max(1) > MOST_PACKED;
    is_bomb.then(|| "it is packed a thousandfold, as files are that shall fill a memory".to_owned())
}

impl Archive {
    /// How many members there are.
    pub(super) fn count(&self) -> usize {
        self.members.len()
    }

    /// Bytes of the archive that the members taken so far are packed in.
    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// The note about files of the system that packed the archive.
    pub(super) fn system_files(&self) -> Option<Note> {
        let first = self.system.first()?;
        let place = Place { file: self.name.clone(), ..Place::default() };
        let message = match self.system.len() {
            1 => format!("{} is a file of the system that packed the archive", quoted(first)),
            count => {
                format!("{count} files are of the system that packed the archive, first {}", quoted(first))
            }
        };
        Some(Note { code: &SYSTEM_FILES, place, field: "", message })
    }

    /// A member by its number in the order of names.
    pub(super) fn member(&mut self, number: usize) -> Option<Member> {
        let name = self.members.get(number)?.clone();
        let source = Source::member(&self.name, &name);
        Some(match self.unpacked(&name) {
            Ok(bytes) => Ok((source, bytes)),
            Err(why) => {
                let place = Place { file: source.name.clone(), ..Place::default() };
                let message = format!("{} cannot be unpacked: {why}", quoted(&name));
                Err(Box::new((source, Note { code: &MEMBER_UNREADABLE, place, field: "", message })))
            }
        })
    }

    fn unpacked(&mut self, name: &str) -> io::Result<SpooledTempFile> {
        let member = self.packed.by_name(name).map_err(io::Error::other)?;
        let packed = member.compressed_size();
        self.bytes_read += packed;
        let mut bytes = SpooledTempFile::new(SPOOLED);
        let size = io::copy(&mut member.take(LARGEST + 1), &mut bytes)?;
        bytes.rewind()?;
        match excess(size, packed, LARGEST) {
            Some(why) => Err(io::Error::other(why)),
            None => Ok(bytes),
        }
    }
}
