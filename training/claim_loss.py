"""What a batch's answers make of the claims network's scores: one loss of four or five parts."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from training.claim_likeness import Likeness
from training.claim_network import FIELDS, ClaimNetwork, distance_bucket
from training.claim_targets import Targets

OUTSIDE = 0.3  # weight of words outside the evidence that speak for its kind
FIELD_WEIGHT, ROLE_WEIGHT, WORD_WEIGHT = 0.5, 0.12, 0.3
LOW = -1e4


def by_sentence(scores: Tensor, owner: Tensor, sentences: int) -> Tensor:
    """Soft maximum over the words of each sentence: (words, kinds) and each word's sentence to (sentences, kinds)."""
    index = owner[:, None].expand_as(scores)
    top = scores.new_full((sentences, scores.shape[1]), -30.0).scatter_reduce(0, index, scores.detach(), "amax")
    return top + torch.log(
        torch.zeros_like(top).scatter_add(0, index, torch.exp(scores - rows_of(top, owner))).clamp(min=1e-20)
    )


def rows_of(table: Tensor, numbers: Tensor) -> Tensor:
    """Rows of a table, many of them often. Unlike an index in brackets, whose gradient sorts all numbers first, this adds gradients as they come."""
    return table.index_select(0, numbers)


@dataclass(slots=True)
class Told:
    """What a network says of a batch: scores of words (windows, words, kinds), and of its claims (claims, ...) and pairs."""

    words: Tensor  # (W, T, width)
    scores: Tensor  # (W, T, kinds)
    claims: Tensor  # (C, L) scores of each claim's kind over the words of its sentence
    fields: Tensor  # (C, values of all fields)
    roles: Tensor  # (M, roles)


def tell(net: ClaimNetwork, batch: Targets) -> Told:
    """Everything that the network says of a batch, about the claims that the batch names."""
    words = net.read(batch.pieces, batch.shapes, batch.gaps, batch.mask, batch.first)
    scores = net.heads.words(words).float() + net.heads.coders(batch.coders)[:, None, :]
    flat, long = words.flatten(0, 1), words.shape[1]
    at_word = batch.rows[:, None] * long + batch.words
    own = scores.flatten().gather(0, (at_word * scores.shape[2] + batch.kinds[:, None]).flatten()).view_as(at_word)
    own = own.masked_fill(~batch.sentence, LOW)
    inside = own.masked_fill(~batch.inside, LOW)
    read = rows_of(flat, at_word.flatten()).view(*at_word.shape, flat.shape[1])
    vectors = (inside.softmax(1)[..., None].to(words.dtype) * read).sum(1)
    fields = net.heads.field_scores(vectors, batch.kinds).float()
    at, row, first, last, _ = batch.pair
    peaks = batch.words.gather(1, inside.argmax(1, keepdim=True))[:, 0][at] if len(at) else at
    bucket = distance_bucket(torch.where(last < peaks, last - peaks, first - peaks))
    seen = net.heads.drop(flat)
    roles = net.heads.role_scores(
        rows_of(net.heads.claim_hidden(vectors, batch.kinds), at),
        rows_of(net.heads.first(seen), row * long + first),
        rows_of(net.heads.last(seen), row * long + last),
        bucket,
    ).float()
    return Told(words, scores, own, fields, roles)


def kind_loss(scores: Tensor, batch: Targets) -> Tensor:
    """Whether the soft maximum over each judged sentence's words speaks for its kinds."""
    row, place, owner = batch.word
    own = rows_of(scores.flatten(0, 1), row * scores.shape[1] + place)
    whole = by_sentence(own, owner, batch.sentences)
    loss = functional.binary_cross_entropy_with_logits(whole, batch.aims, batch.weights, reduction="sum")
    pupil = rows_of(own, batch.soft_at)
    return loss + WORD_WEIGHT * functional.binary_cross_entropy_with_logits(
        pupil, torch.sigmoid(batch.soft), reduction="sum"
    )


def evidence_loss(own: Tensor, batch: Targets) -> Tensor:
    """Some word of the evidence should speak for the kind, and no other word that the claim is read from."""
    loss = functional.softplus(-own.masked_fill(~batch.evidence, LOW).logsumexp(1))
    outside = own.masked_fill(batch.evidence | ~batch.inside, LOW).logsumexp(1)
    return (batch.evidence_weights * (loss + OUTSIDE * functional.softplus(outside))).sum()


def field_loss(scores: Tensor, batch: Targets) -> Tensor:
    """Cross entropy of the fields of all claims."""
    parts = scores.split(list(FIELDS.values()), dim=1)
    return -(batch.fields * torch.cat([part.log_softmax(-1) for part in parts], 1)).sum()


def batch_loss(net: ClaimNetwork, batch: Targets, likeness: Likeness | None = None) -> Tensor:
    """The loss of a batch; with ``likeness`` also how unlike its words are to those of a larger network."""
    told = tell(net, batch)
    unlike = likeness(told.words, batch) if likeness else 0.0
    roles = functional.binary_cross_entropy_with_logits(
        told.roles, batch.role_aims, batch.role_weights, reduction="sum"
    )
    return (
        kind_loss(told.scores, batch)
        + evidence_loss(told.claims, batch)
        + FIELD_WEIGHT * field_loss(told.fields, batch)
        + ROLE_WEIGHT * roles
        + unlike
    )
