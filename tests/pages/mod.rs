//! The pages as a browser without script gets them: read by selector, not by substring.

// Asking for a page and looking into it.
mod document;
// What holds for every page that can be reached from the first.
mod every_page;
// One insight.
mod insight;
// Loading a file by a form.
mod load;
// What a person gets who asks for something that is not there or cannot be.
mod refusals;
// Searching and filtering.
mod search;
// Sources and the text of documents.
mod source;
// Percentage tables.
mod table;
// Themes and priorities: three kinds of evidence side by side.
mod theme;
