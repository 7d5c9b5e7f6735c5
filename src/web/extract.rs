//! What is taken from an address before a handler runs. Whatever cannot be read is refused in the usual form.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use crate::web::error::ApiError;
use crate::web::params::{Pairs, pairs};

/// The pairs behind the `?`.
#[derive(Debug)]
pub(crate) struct Asked(pub(crate) Pairs);

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(Self(pairs(parts.uri.query())))
    }
}

/// The one name in the path.
#[derive(Debug)]
pub(crate) struct Name(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        // A name that is no text names nothing.
        path.map(|Path(name)| Self(name)).map_err(|_| ApiError::no_such_address(parts.uri.path()))
    }
}
